import type { Day } from '#core/time/day.ts';
import { formatDay } from '#core/time/format-day.ts';
import { plural } from '../phrases.ts';
import { sparkLine } from '../spark-line.ts';
import { type Terminal, usualWidth } from './terminal.ts';
import { styled, type TextLine, type TextPiece } from './text-line.ts';

/** A day of a {@link blockChart}. */
export interface ChartedDay {
  readonly day: Day;
  /** Null for a day that was not collected. */
  readonly amount: bigint | null;
  /** Whether it is expected, not known. */
  readonly isExpected?: boolean;
}

interface Bin {
  readonly amount: bigint | null;
  readonly isExpected: boolean;
  readonly isWhole: boolean;
}

/**
 * Amounts by day as a line of blocks, with its first and last day and its range: `31 Oct ▂▃▅▆ 29 Nov   $5.88 – $32.91 a day`. Days
 * share a block where there are more than fit; the oldest block may hold fewer. Empty for fewer than three days, or if all are nothing.
 */
export function blockChart(days: readonly ChartedDay[], amountText: (amount: bigint) => string, terminal: Terminal): TextLine[] {
  if (days.length < 3 || days.every(({ amount }) => !amount)) return [];
  let perBlock = 1;
  let pieces = piecesOf(days, perBlock, amountText);
  while (lengthOf(pieces) > usualWidth(terminal) && days.length / perBlock > leastBlocks) {
    perBlock += 1;
    pieces = piecesOf(days, perBlock, amountText);
  }
  return [pieces];
}

const leastBlocks = 12;

function lengthOf(pieces: readonly TextPiece[]): number {
  return pieces.reduce((sum, { text }) => sum + text.length, 0);
}

function piecesOf(days: readonly ChartedDay[], perBlock: number, amountText: (amount: bigint) => string): TextPiece[] {
  const bins = binsOf(days, perBlock);
  const range = rangeOf(bins, amountText);
  const each = perBlock === 1 ? 'a day' : perBlock === 7 ? 'a week' : `in ${plural(perBlock, 'day')}`;
  const known = bins.filter(({ isExpected }) => !isExpected).length;
  const blocks = blocksOf(bins);
  return [
    styled('dim', `  ${formatDay(days[0]?.day ?? '')} `),
    styled('bar', blocks.slice(0, known)),
    styled('dim', `${blocks.slice(known)} ${formatDay(days.at(-1)?.day ?? '')}`),
    styled(null, range === '' ? '' : `   ${range} ${each}`),
  ];
}

/** Counted from the last day, so that only the oldest one is short. */
function binsOf(days: readonly ChartedDay[], perBin: number): Bin[] {
  const count = Math.ceil(days.length / perBin);
  return Array.from({ length: count }, (_, index) => {
    const end = days.length - (count - 1 - index) * perBin;
    const part = days.slice(Math.max(end - perBin, 0), end);
    const known = part.flatMap(({ amount }) => (amount === null ? [] : [amount]));
    return {
      amount: known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0n),
      isExpected: part.some(({ isExpected }) => isExpected === true),
      isWhole: part.length === perBin,
    };
  });
}

function blocksOf(bins: readonly Bin[]): string {
  const line = sparkLine(bins.map(({ amount }) => amount ?? 0n));
  return bins.map(({ amount }, index) => (amount === null ? '·' : (line[index] ?? ''))).join('');
}

function rangeOf(bins: readonly Bin[], amountText: (amount: bigint) => string): string {
  const amounts = bins.flatMap(({ amount, isWhole }) => (amount === null || !isWhole ? [] : [amount]));
  const [first] = amounts;
  if (first === undefined) return '';
  const least = amounts.reduce((a, b) => (b < a ? b : a), first);
  const most = amounts.reduce((a, b) => (b > a ? b : a), first);
  return least === most ? amountText(most) : `${amountText(least)} – ${amountText(most)}`;
}
