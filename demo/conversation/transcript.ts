import Table from 'cli-table3';
import type { Message } from '../slack/message.ts';
import type { Finding } from './finding.ts';
import { shownMessage } from './shown-message.ts';
import type { Turn } from './turn.ts';

/** What somebody does, as a line of a play: `Alice Moreau in #general: /spend last 7d`. */
export function turnText({ where, does }: Turn, name: string): string {
  return `${name} in #${where}${'types' in does ? `: ${does.types}` : ` presses [${does.presses}]${does.of === 'shared' ? ' under the shared answer' : ''}`}`;
}

/** A message as somebody would read it aloud, indented, with its table drawn. */
export function messageText(message: Message): string {
  const { headline, lines, chart, picture, table, verbatim, buttons } = shownMessage(message);
  const [summary = '', ...rest] = lines;
  const isAnswer = table !== null || chart !== null || picture !== null || verbatim !== null;
  const parts = [
    ...(headline === null ? [] : [headline]),
    summary,
    ...(isAnswer ? [] : rest),
    ...(chart === null ? [] : [`[chart: ${chart.title}: ${chart.series.join(', ')}; ${span(chart.points.map(({ label }) => label))}]`]),
    ...(picture === null ? [] : [`[picture: ${picture.altText}]`]),
    ...(table === null ? [] : [drawn(table)]),
    ...(verbatim === null ? [] : [verbatim]),
    ...(isAnswer ? rest : []),
    ...(buttons.length === 0 ? [] : [buttons.map(button => `[${button}]`).join(' ')]),
  ];
  const reader = message.visibleTo === null ? 'to everyone' : 'to them alone';
  return indented(`spendbot, ${reader}:\n${indented(parts.join('\n'))}`);
}

/** `✓ 84 figures and words are right`, or what is wrong. */
export function findingsText(findings: readonly Finding[]): string {
  const wrong = findings.filter(({ isRight }) => !isRight);
  if (wrong.length === 0) return `  ✓ ${findings.length} figures and words are right`;
  return wrong.map(({ what, expected, came }) => `  ✗ ${what}: expected ${expected}; came ${came}`).join('\n');
}

function drawn([header = [], ...rows]: readonly (readonly string[])[]): string {
  const names = header.indexOf('Cost');
  const table = new Table({
    head: [...header],
    colAligns: header.map((_, column) => (column < names ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map(row => [...row]));
  return table.toString();
}

function span(labels: readonly string[]): string {
  const [first = '', last = ''] = [labels[0], labels.at(-1)];
  return first === last ? first : `${labels.length} bars from ${first} to ${last}`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
