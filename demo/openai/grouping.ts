import { ApiRefusal } from './api-refusal.ts';
import { listParam, oneOf } from './query-params.ts';
import type { UsageEndpoint } from './usage-event.ts';

/**
 * A grouping that OpenAI refuses this organization: a request to `endpoint` (`usage`: any of them) whose `group_by`
 * has all of `together` gets a 400.
 */
export interface GroupingRefusal {
  readonly endpoint: UsageEndpoint | 'usage' | 'costs';
  readonly together: readonly string[];
}

/** The dimensions that the query groups by, all of them known to the endpoint. */
export function groupByParam<Dimension extends string>(
  query: URLSearchParams,
  dimensions: readonly Dimension[],
  endpoint: UsageEndpoint | 'costs',
  refusals: readonly GroupingRefusal[],
): Dimension[] {
  const asked = listParam(query, 'group_by').map(name => oneOf(name, 'group_by', dimensions));
  const families = endpoint === 'costs' ? ['costs'] : [endpoint, 'usage'];
  const isRefused = refusals.some(
    ({ endpoint: refusing, together }) =>
      families.includes(refusing) && together.every(name => asked.some(dimension => dimension === name)),
  );
  if (isRefused) throw new ApiRefusal(400, 'Unsupported group_by combination.');
  return [...new Set(asked)];
}

export interface Group<Item, Dimension extends string> {
  /** The value in each dimension; null in dimensions not grouped by. */
  readonly values: Record<Dimension, string | boolean | null>;
  readonly items: readonly Item[];
}

/** `items` grouped by their values in the dimensions `by`, sorted by those values. */
export function grouped<Item, Dimension extends string>(
  items: readonly Item[],
  dimensions: readonly Dimension[],
  by: readonly Dimension[],
  attributeOf: (item: Item, dimension: Dimension) => string | boolean | null,
): Group<Item, Dimension>[] {
  const groups = Map.groupBy(items, item => JSON.stringify(by.map(dimension => attributeOf(item, dimension))));
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([, members]) => members.slice(0, 1).map(first => ({ values: valuesOf(first), items: members })));

  function valuesOf(item: Item): Record<Dimension, string | boolean | null> {
    const entries = dimensions.map(dimension => [dimension, by.includes(dimension) ? attributeOf(item, dimension) : null]);
    return Object.fromEntries(entries);
  }
}
