import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { TrueCounts } from './true-counts.ts';
import type { TrueRow } from './true-figures.ts';
import { nobody } from './true-split.ts';

export type Metric = 'cost' | 'tokens' | 'requests';

export interface TableShape {
  readonly metric: Metric;
  /** Whether the rows are days, which stay in order and are all shown. */
  readonly isByDay: boolean;
  readonly top: number | null;
}

/** How many rows an answer shows at most; the last one holds the others. */
const maxRows = 11;

/** The rows of an answer's table, largest first: what does not fit is one row, `17 others`, and after "top 3" `Other (24)`. */
export function trueTable(rows: readonly TrueRow[], { metric, isByDay, top }: TableShape): TrueRow[] {
  if (isByDay) return [...rows];
  const sorted = rows.toSorted((a, b) => Number(amountOf(b, metric) - amountOf(a, metric)) || withoutPriceLast(a, b) || byLabel(a, b));
  if (top !== null && sorted.length > top) return merged(sorted, top, count => `Other (${count})`);
  return sorted.length > maxRows ? merged(sorted, maxRows - 1, count => `${count} others`) : sorted;
}

/** The largest `kept`, and all others as one row. */
export function merged(sorted: readonly TrueRow[], kept: number, labelOf: (count: number) => string): TrueRow[] {
  const others = sorted.slice(kept);
  if (others.length === 0) return [...sorted];
  return [...sorted.slice(0, kept), { ...totalOf(others), label: labelOf(others.length) }];
}

/** All rows as one; null where no row has a price, or none was counted. */
export function totalOf(rows: readonly TrueRow[]): TrueRow {
  const costs = rows.flatMap(({ costNanoUsd }) => (costNanoUsd === null ? [] : [costNanoUsd]));
  const counts = rows.flatMap(row => (row.counts === null ? [] : [row.counts]));
  const sum = (name: keyof TrueCounts) => counts.reduce((total, row) => total + row[name], 0);
  return {
    label: '',
    costNanoUsd: costs.length === 0 ? null : costs.reduce((total, cost) => total + cost, 0n),
    counts: counts.length === 0 ? null : { requests: sum('requests'), inputTokens: sum('inputTokens'), outputTokens: sum('outputTokens') },
  };
}

/** The row in the metric as a whole number; nothing counts as 0. */
export function amountOf({ costNanoUsd, counts }: TrueRow, metric: Metric): NanoUsd {
  if (metric === 'cost') return costNanoUsd ?? 0n;
  if (counts === null) return 0n;
  return BigInt(metric === 'requests' ? counts.requests : counts.inputTokens + counts.outputTokens);
}

function withoutPriceLast(a: TrueRow, b: TrueRow): number {
  return Number(a.costNanoUsd === null) - Number(b.costNanoUsd === null);
}

/** Equal ones by what they are called, with what belongs to nobody last. */
function byLabel(a: TrueRow, b: TrueRow): number {
  return Number(a.label === nobody) - Number(b.label === nobody) || (a.label < b.label ? -1 : 1);
}
