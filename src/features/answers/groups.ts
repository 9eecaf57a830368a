import { ascending } from '#core/ascending.ts';
import { divideHalfEven } from '#core/money/nano-usd.ts';
import type { Query } from '#core/query/query.ts';
import { daysOf, startOfUnit } from '#core/time/period.ts';
import { type Dimension, isTimeUnit, type Metric } from '#core/usage/dimensions.ts';
import { amountOf, type CellSum, type FigureCell, sumOf } from '#core/usage/figure-cell.ts';
import type { CellGroup } from '#core/usage/group-cells.ts';
import type { Coverage } from '#data/figures/coverage.ts';
import { type Labeller, labelOfGroup } from '../verdict/labels.ts';
import { figuresOf } from './answer-figures.ts';
import type { Group } from './view.ts';

/** The groups of an answer to `query`. Those that "top N" leaves out become a last group, "Other". */
export function groupViews(
  cells: readonly FigureCell[],
  grouped: readonly CellGroup[],
  query: Query,
  coverage: Coverage,
  labeller: Labeller,
): { groups: Group[]; groupCount: number } {
  if (query.by.length === 0) return { groups: [], groupCount: 0 };
  const groups = withIdleTime(grouped, query, coverage);
  const { kept, nobodys, others } = topGroups(groups, query.by, query.metric, query.top);
  const total = amountOf(sumOf(cells), query.metric);
  const shareOf = (sum: CellSum): number | null =>
    total === 0n || (query.metric === 'cost' && sum.costNanoUsd === null) ? null : shareOfTotal(amountOf(sum, query.metric), total);
  const views = [...kept, ...nobodys].map((group): Group => {
    const key = Object.fromEntries(query.by.map((dimension, index) => [dimension, group.key[index] || null]));
    const labels = query.by.map((dimension, index) => [dimension, labelOfGroup(labeller, dimension, group.key[index] ?? '', group)]);
    return { key, label: Object.fromEntries(labels), ...figuresOf(group), share: shareOf(group) };
  });
  if (others.length === 0) return { groups: views, groupCount: groups.length };
  const rest = sumOf(others);
  const other: Group = { key: null, label: `Other (${others.length})`, ...figuresOf(rest), share: shareOf(rest) };
  return { groups: [...views, other], groupCount: groups.length };
}

/** For a split by time alone, adds zeros for days, weeks and months that were collected but had no usage. Uncollected ones get no group. */
function withIdleTime(groups: readonly CellGroup[], query: Query, coverage: Coverage): readonly CellGroup[] {
  const [unit, ...more] = query.by;
  if (unit === undefined || more.length > 0 || !isTimeUnit(unit)) return groups;
  const byKey = new Map(groups.map(group => [group.key[0] ?? '', group]));
  const collected = daysOf(query.period).filter(day => coverage.collectedSources(day).length > 0);
  const starts = [...new Set([...byKey.keys(), ...collected.map(day => startOfUnit(day, unit))])].sort();
  const counts = { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  return starts.map(start => byKey.get(start) ?? { key: [start], lineItem: '', costNanoUsd: 0n, counts });
}

/** A share of a total, 0 to 1, to four decimals. */
function shareOfTotal(amount: bigint, total: bigint): number {
  return total > 0n ? Number(divideHalfEven(amount * 10_000n, total)) / 10_000 : Number(divideHalfEven(-amount * 10_000n, -total)) / 10_000;
}

/**
 * The `top` largest groups, in order, what belongs to nobody, then "Other"; null keeps all. Next to a time unit, ranks the rest over the
 * whole period.
 */
export function topGroups(groups: readonly CellGroup[], dimensions: readonly Dimension[], metric: Metric, top: number | null) {
  if (top === null) return { kept: groups, nobodys: [], others: [] };
  const attributes = dimensions.flatMap((dimension, index) => (isTimeUnit(dimension) ? [] : [index]));
  const nameOf = (group: CellGroup): string =>
    JSON.stringify([attributes.length > 0 ? attributes.map(index => group.key[index]) : group.key, group.lineItem]);
  const { somebodys = [], nobodys = [] } = Object.groupBy(groups, ({ key, lineItem }) =>
    dimensions.length === 1 && attributes.length === 1 && key[0] === '' && lineItem === '' ? 'nobodys' : 'somebodys',
  );
  const byName = Map.groupBy(somebodys, nameOf);
  const largest = [...byName]
    .map(([name, parts]) => ({ name, sum: sumOf(parts) }))
    .sort((a, b) => ascending(amountOf(b.sum, metric), amountOf(a.sum, metric)) || ascending(a.name, b.name))
    .slice(0, top);
  const names = new Set(largest.map(({ name }) => name));
  const { kept = [], others = [] } = Object.groupBy(somebodys, group => (names.has(nameOf(group)) ? 'kept' : 'others'));
  return { kept, nobodys, others };
}
