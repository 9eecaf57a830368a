import Table from 'cli-table3';
import type { Message } from '../slack/message.ts';
import { shownMessage } from './shown-message.ts';
import type { Turn } from './turn.ts';

/** What somebody does, as a line of a play: `Alice Moreau in #general: /spend last 7d`. */
export function turnText({ where, does }: Turn, name: string): string {
  if ('types' in does) return `${name} in #${where}: ${does.types}`;
  return `${name} in #${where} ${'presses' in does ? `presses [${does.presses}]` : `reads ${does.reads}`}`;
}

/** A message as indented text, with its table drawn. */
export function messageText(message: Message): string {
  const { headline, lines, chartTitle, picture, table, verbatim, buttons } = shownMessage(message);
  const parts = [
    headline,
    ...lines,
    chartTitle === null ? null : `[chart: ${chartTitle}]`,
    picture === null ? null : `[picture: ${picture.altText}]`,
    table === null ? null : drawn(table),
    verbatim,
    buttons.length === 0 ? null : buttons.map(button => `[${button}]`).join(' '),
  ];
  const reader = message.visibleTo === null ? 'to everyone' : 'to them alone';
  return indented(`spendbot, ${reader}:\n${indented(parts.filter(part => part !== null).join('\n'))}`);
}

function drawn([header = [], ...rows]: readonly (readonly string[])[]): string {
  const firstFigure = header.indexOf('Cost');
  const table = new Table({
    head: [...header],
    colAligns: header.map((_, column) => (column < firstFigure ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map(row => [...row]));
  return table.toString();
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
