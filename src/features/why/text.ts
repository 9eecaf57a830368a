import type { CausesBy } from '#core/usage/lead-cause.ts';
import { oneLine } from '#show/escape.ts';
import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, strongLine, type TextLine, warningLines } from '#show/terminal/text-line.ts';
import { inCents } from '../verdict/in-cents.ts';
import { changeTable } from './table.ts';
import { type WhyView, withShortNames } from './view.ts';
import { causeSentence, incompleteNote, leadSplit, whyNotes, whyVerdict } from './words.ts';

export function whyText(asked: WhyView, terminal: Terminal): TextLine[] {
  const view = { ...asked, causes: inCents(asked.causes) };
  const lead = leadSplit(view);
  const splits = [...(lead === null ? [] : [lead]), ...view.causes.by.filter(split => split !== lead)];
  const cause = causeSentence(withShortNames(view));
  return [
    strongLine(whyVerdict(view)),
    ...(cause === '' ? [] : [oneLine(cause)]),
    ...warningLines(incompleteNote(view)),
    '',
    ...splits.flatMap(split => splitLines(view, split, terminal)),
    ...smallPrint(...whyNotes(view).map(note => `  ${note}`)),
  ];
}

/** The changes by one attribute. Empty if nothing moved. */
function splitLines(view: WhyView, split: CausesBy, terminal: Terminal): TextLine[] {
  const { columns, rows } = changeTable(view, split, terminal.rows);
  if (rows.length === 0) return [];
  const wrapped = columns.map((column, index) => (index === 2 ? { ...column, isWrapped: true as const } : column));
  return [...drawTable({ columns: wrapped, rows, hasTotal: rows.length > 1 }, terminal), ''];
}
