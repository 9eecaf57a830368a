import { amountOf, sumOf } from '#core/usage/cell.ts';
import { type Dimension, isTimeUnit, type Metric } from '#core/usage/dimensions.ts';
import type { CellGroup } from '#core/usage/group-cells.ts';

/** The groups that "top N" keeps, in their order, and those that become "Other". */
export interface TopGroups {
  readonly kept: readonly CellGroup[];
  readonly others: readonly CellGroup[];
}

/**
 * Keeps the `top` largest of what is split by: of the attribute where a time unit stands beside it (the three largest
 * models of the period, on each day), otherwise of the groups themselves. Null keeps all.
 */
export function topGroups(groups: readonly CellGroup[], dimensions: readonly Dimension[], metric: Metric, top: number | null): TopGroups {
  if (top === null) return { kept: groups, others: [] };
  const attributes = dimensions.flatMap((dimension, index) => (isTimeUnit(dimension) ? [] : [index]));
  const nameOf = (group: CellGroup): string =>
    JSON.stringify([attributes.length > 0 ? attributes.map(index => group.key[index]) : group.key, group.lineItem]);
  const byName = Map.groupBy(groups, nameOf);
  const largest = [...byName]
    .map(([name, parts]) => ({ name, sum: sumOf(parts) }))
    .sort((a, b) => compare(amountOf(b.sum, metric), amountOf(a.sum, metric)) || (a.name < b.name ? -1 : 1))
    .slice(0, top);
  const names = new Set(largest.map(({ name }) => name));
  return { kept: groups.filter(group => names.has(nameOf(group))), others: groups.filter(group => !names.has(nameOf(group))) };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
