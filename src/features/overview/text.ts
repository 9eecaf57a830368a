import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, strongLine, type TextLine } from '#show/terminal/text-line.ts';
import { budgetsTable } from '../budgets/text.ts';
import { overviewVerdict } from './overview-verdict.ts';
import type { OverviewView } from './view.ts';
import { overviewFigures, overviewNotes } from './words.ts';

export function overviewText(view: OverviewView, terminal: Terminal): TextLine[] {
  const columns = [
    { title: '', align: 'left' as const },
    { title: '', align: 'right' as const, role: 'amount' as const },
    { title: '', align: 'left' as const, isWrapped: true as const, role: 'dim' as const },
  ];
  const rows = overviewFigures(view).map(({ title, cost, note }) => [title, cost, note]);
  const budgets = view.budgets.some(({ isPaused }) => !isPaused) ? budgetsTable(view.budgets, terminal) : [];
  return [
    strongLine(overviewVerdict(view)),
    '',
    ...drawTable({ columns, rows, hasHead: false }, terminal),
    '',
    ...(budgets.length === 0 ? [] : [...budgets, '']),
    ...smallPrint(`  ${overviewNotes(view).join(' · ')}`),
  ];
}
