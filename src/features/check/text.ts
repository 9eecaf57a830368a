import { oneLine } from '#show/escape.ts';
import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, strongLine, styled, type TextLine } from '#show/terminal/text-line.ts';
import { checkTable } from './check-table.ts';
import { checkVerdict } from './check-verdict.ts';
import type { CheckView } from './view.ts';
import { checkNotes, checkSections } from './words.ts';

/** A check on a terminal: the verdict, each gap with its reason, then what was billed and estimated by model and by day. */
export function checkText(view: CheckView, terminal: Terminal): TextLine[] {
  const sections = checkSections(view).flatMap(({ title, lines }): TextLine[] =>
    title === ''
      ? lines.map(oneLine)
      : [[styled('warn', oneLine(title))], ...lines.map((line): TextLine => [styled('dim', `  ${oneLine(line)}`)])],
  );
  const tables = (['model', 'day'] as const).flatMap(by => {
    const table = checkTable(view, by, terminal.rows);
    return table === null ? [] : ['', ...(table.above === null ? [] : [table.above]), ...drawTable({ ...table, hasTotal: true }, terminal)];
  });
  return [
    strongLine(checkVerdict(view)),
    ...(sections.length === 0 ? [] : ['', ...sections]),
    ...tables,
    '',
    ...smallPrint(`  ${checkNotes(view).join(' · ')}`),
  ];
}
