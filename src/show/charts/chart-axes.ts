import { ascending } from '#core/ascending.ts';
import { absolute } from '#core/money/nano-usd.ts';

/** A value axis: where it starts and ends, and where its grid lines are. */
export interface ValueAxis {
  /** Evenly spaced, ascending, with zero. The first and last are the ends. */
  readonly values: readonly bigint[];
  /** Whether a value has a grid line and a label. */
  isLabeled(value: bigint): boolean;
}

/** What a bar takes of the axis: its credits, or 0, and the rest, or 0. */
interface BarExtent {
  readonly low: bigint;
  readonly high: bigint;
}

export interface BarAxis {
  readonly axis: ValueAxis;
  /** Indexes of the bars that run off the axis. Empty unless a few bars would flatten the rest. */
  readonly beyond: readonly number[];
}

/** A bar this many times the highest of the rest is an outlier. */
const outlierRatio = 3n;
/** Of fewer bars, none is an outlier. */
const fewestBars = 5;

/** What has to fit on an axis. */
export interface AxisContent {
  readonly bars: readonly BarExtent[];
  /** Always on the axis. */
  readonly lines: readonly bigint[];
  /** On the axis up to twice the highest bar, as an average after a spike would flatten the bars too. */
  readonly averages: readonly bigint[];
}

/**
 * The axis of a bar chart. When a few bars are three times the rest, it ends above the rest; when a rare credit would take much of it, just
 * below zero. `unit` is the step when there is nothing to show.
 */
export function axisOf({ bars, lines, averages }: AxisContent, unit: bigint): BarAxis {
  const top = ceilingOf(bars.map(({ high }) => high));
  const hasOutlier = bars.some(({ high }) => high > top);
  const highest = largest([hasOutlier ? (top * 9n) / 8n : top, ...lines, ...averages.filter(amount => amount <= 2n * top)]);
  const lowest = -lowestOf(bars, highest);
  const beyond = bars.flatMap(({ low, high }, index) => (high > highest || low < lowest ? [index] : []));
  const isRound = beyond.length === 0 && lowest === 0n;
  return { axis: isRound ? roundAxis(lowest, highest, unit) : tightAxis(lowest, highest), beyond };
}

/** How far the axis reaches below zero. */
function lowestOf(bars: readonly BarExtent[], highest: bigint): bigint {
  const credits = bars.filter(({ low }) => low < 0n).map(({ low }) => -low);
  const most = ceilingOf(credits);
  const isRare = bars.length >= fewestBars && 10 * credits.length <= Math.max(10, bars.length);
  return isRare && highest > 0n && 4n * most > highest ? highest / 8n : most;
}

/** The largest of `amounts` that is no outlier. */
function ceilingOf(amounts: readonly bigint[]): bigint {
  const sorted = amounts.filter(amount => amount > 0n).sort((a, b) => ascending(b, a));
  if (sorted.length < fewestBars) return sorted[0] ?? 0n;
  const outliers = Math.max(1, Math.floor(sorted.length / 10));
  const rest = sorted.findIndex((amount, index) => index > 0 && index <= outliers && (sorted[index - 1] ?? 0n) > outlierRatio * amount);
  return sorted[Math.max(0, rest)] ?? 0n;
}

function largest(amounts: readonly bigint[]): bigint {
  return amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);
}

/** From `lowest` to `highest` in round steps (1, 2 or 5 times a power of ten). At most eight values; two if there is nothing to show. */
export function roundAxis(lowest: bigint, highest: bigint, unit: bigint): ValueAxis {
  if (lowest === highest) return { values: [0n, unit], isLabeled: () => true };
  const step = stepOf(lowest, highest);
  return { values: multiplesOf(step, -ceilDivide(-lowest, step), ceilDivide(highest, step)), isLabeled: () => true };
}

/** In quarters of a step, of which the whole steps are labeled: a bar runs off it closely, and a small credit takes little of it. */
function tightAxis(lowest: bigint, highest: bigint): ValueAxis {
  const step = stepOf(lowest, highest);
  const quarter = step < 4n ? 1n : step / 4n;
  const values = multiplesOf(quarter, -ceilDivide(-lowest, quarter), ceilDivide(highest, quarter));
  return { values, isLabeled: value => value % (quarter * 4n) === 0n };
}

function stepOf(lowest: bigint, highest: bigint): bigint {
  return roundStep(ceilDivide(highest - lowest, 4n));
}

function multiplesOf(step: bigint, first: bigint, last: bigint): bigint[] {
  return Array.from({ length: Number(last - first) + 1 }, (_, index) => (first + BigInt(index)) * step);
}

/** The smallest round number from `least` up. */
function roundStep(least: bigint): bigint {
  const power = 10n ** BigInt(String(absolute(least)).length - 1);
  return [1n, 2n, 5n, 10n].map(digit => digit * power).find(step => step >= least) ?? least;
}

function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
