import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, strongLine, styled, type TextLine } from '#show/terminal/text-line.ts';
import type { BriefView, HelpView } from './help.ts';

/** Questions on a terminal, and what each shows. */
export function helpText(view: HelpView | BriefView, terminal: Terminal): TextLine[] {
  if (view.kind === 'brief')
    return [view.says, ...view.questions.map(({ question }): TextLine => [styled('dim', 'Try: '), styled('title', question)])];
  const columns = [
    { title: '', align: 'left', isWrapped: true, role: 'bar' },
    { title: '', align: 'left', isWrapped: true },
  ] as const;
  const rows = view.examples.map(({ question, meaning }) => [question, meaning]);
  return [
    strongLine('Ask, for example: spendbot ask by model last 30d'),
    '',
    ...drawTable({ columns, rows, hasHead: false }, terminal),
    '',
    ...smallPrint('  All commands: spendbot --help; one of them: spendbot help collect'),
  ];
}
