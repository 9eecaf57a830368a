import { momentText } from '#show/phrases.ts';
import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { strongLine, type TextLine } from '#show/terminal/text-line.ts';
import type { Managed } from './view.ts';
import { auditSentence } from './words.ts';

const columns = [
  { title: '', align: 'left', isFixed: true, role: 'dim' },
  { title: '', align: 'left', isWrapped: true, role: 'dim' },
  { title: '', align: 'left', isWrapped: true },
] as const;

/** The last changes on a terminal: when, who and what. Empty if there are none, or the reader may not see them. */
export function changesText(changes: Managed['changes'], terminal: Terminal): TextLine[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ at, who, what }) => [momentText(at).replace(/ UTC$/, ''), who, auditSentence(what, true)]);
  return ['', strongLine('Last changes (UTC)'), ...drawTable({ columns, rows, hasHead: false }, terminal)];
}
