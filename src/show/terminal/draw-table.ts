import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { oneLine } from '../escape.ts';
import { shortNames } from '../shorten.ts';
import type { Terminal } from './terminal.ts';
import { styled, type TextLine, type TextPiece, type TextRole } from './text-line.ts';

export interface TerminalColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Whether it is left out where there is no room; the last one goes first. */
  readonly isOptional?: true;
  /** Whether a left column is never cut, such as days. */
  readonly isFixed?: true;
  /** Whether a cell of a left column that doesn't fit goes on below. Otherwise its middle is cut, since names mostly differ at the end. */
  readonly isWrapped?: true;
  readonly role?: TextRole;
}

/** A cell with a role of its own, or that of its column. */
type TerminalCell = string | TextPiece;

export interface DrawnTable {
  readonly columns: readonly TerminalColumn[];
  readonly rows: readonly (readonly TerminalCell[])[];
  /** Whether the last row is a total. */
  readonly hasTotal?: boolean;
  /** False for a table that explains itself. */
  readonly hasHead?: boolean;
}

const indent = '  ';
const gap = '  ';
/** Below this, a name says nothing. */
const leastWidth = 8;

/** A table without borders that fits `width` columns. Right-aligned columns, such as amounts, are never cut. */
export function drawTable({ columns, rows, hasTotal = false, hasHead = true }: DrawnTable, { width }: Pick<Terminal, 'width'>): TextLine[] {
  const head = columns.map(({ title }) => styled('dim', title));
  const all = [...(hasHead ? [head] : []), ...rows].map(row => row.map(cell => (typeof cell === 'string' ? styled(null, cell) : cell)));
  const cells = all.map(row => row.map(({ text }) => oneLine(text)));
  const kept = keptColumns(columns, cells, width);
  const widths = fitted(kept, columns, cells, width);
  const texts = kept.map((index, place) =>
    fittedTexts(
      cells.map(row => row[index] ?? ''),
      columns[index],
      widths[place] ?? 0,
    ),
  );
  return cells.flatMap((_, row) => {
    const isTotal = hasTotal && row === cells.length - 1;
    const parts = texts.map(column => column[row] ?? []);
    const height = Math.max(...parts.map(({ length }) => length));
    return Array.from(
      { length: height },
      (_row, line): TextLine =>
        kept.flatMap((index, place): TextPiece[] => {
          const role = isTotal ? 'amount' : (all[row]?.[index]?.role ?? columns[index]?.role ?? null);
          const text = aligned(parts[place]?.[line] ?? '', columns[index]?.align ?? 'left', widths[place] ?? 0);
          return [styled(null, place === 0 ? indent : gap), styled(role, place === kept.length - 1 ? text.trimEnd() : text)];
        }),
    );
  });
}

function keptColumns(columns: readonly TerminalColumn[], cells: readonly string[][], width: number): number[] {
  let kept = columns.map((_, index) => index);
  const least = () => kept.reduce((sum, index) => sum + leastOf(columns[index], widest(cells, index)), 0);
  while (least() + spaceBetween(kept.length) > width) {
    const dropped = kept.findLast(index => columns[index]?.isOptional);
    if (dropped === undefined) break;
    kept = kept.filter(index => index !== dropped);
  }
  return kept;
}

/** Of an optional column, a name next to it keeps more room than it needs to be read. */
function leastOf(column: TerminalColumn | undefined, natural: number): number {
  return column?.align === 'right' || column?.isFixed ? natural : Math.min(natural, 3 * leastWidth);
}

/** The width of each kept column: as wide as its widest cell, or the widest left ones narrower. */
function fitted(kept: readonly number[], columns: readonly TerminalColumn[], cells: readonly string[][], width: number): number[] {
  const widths = kept.map(index => widest(cells, index));
  let over = widths.reduce((sum, one) => sum + one, spaceBetween(kept.length)) - width;
  while (over > 0) {
    const left = kept.flatMap((index, place) => (columns[index]?.align === 'left' && !columns[index]?.isFixed ? [place] : []));
    const largest = left.reduce((best, place) => ((widths[place] ?? 0) > (widths[best] ?? 0) ? place : best), left[0] ?? -1);
    const now = widths[largest] ?? 0;
    if (now <= leastWidth) break;
    widths[largest] = now - 1;
    over -= 1;
  }
  return widths;
}

function spaceBetween(count: number): number {
  return indent.length + Math.max(count - 1, 0) * gap.length;
}

function widest(cells: readonly string[][], index: number): number {
  return cells.reduce((most, row) => Math.max(most, stringWidth(row[index] ?? '')), 0);
}

/** Each cell of a column as the lines that it takes. */
function fittedTexts(texts: readonly string[], column: TerminalColumn | undefined, width: number): string[][] {
  if (column?.align !== 'left' || texts.every(text => stringWidth(text) <= width)) return texts.map(text => [text]);
  if (column.isWrapped) return texts.map(text => wrapAnsi(text, width, { hard: true }).split('\n'));
  const distinct = [...new Set(texts)];
  const short = shortNames(distinct, width);
  const shortOf = new Map(distinct.map((text, index) => [text, text === '' ? '' : (short[index] ?? text)]));
  return texts.map(text => [cliTruncate(shortOf.get(text) ?? text, width, { position: 'middle' })]);
}

function aligned(text: string, align: 'left' | 'right', width: number): string {
  const space = ' '.repeat(Math.max(width - stringWidth(text), 0));
  return align === 'right' ? `${space}${text}` : `${text}${space}`;
}
