import { finestGroupings } from '../core/groupings.ts';
import type { CoarseGrouping } from '../core/source-check.ts';
import type { Reading } from '../store/readings.ts';

/** Where OpenAI refused to group as finely as it was asked: by endpoint and what is missing, with the days. */
export function coarseGroupings(readings: readonly Reading[]): CoarseGrouping[] {
  const coarse = readings.flatMap(({ endpoint, day, fetchedAt, groupedBy }) => {
    const missing = (finestGroupings[endpoint] ?? []).filter(name => !groupedBy.includes(name));
    return fetchedAt === null || missing.length === 0 ? [] : [{ endpoint, missing, day }];
  });
  const alike = Map.groupBy(coarse, ({ endpoint, missing }) => JSON.stringify([endpoint, missing]));
  return [...alike.values()].flatMap(same =>
    same.slice(0, 1).map(({ endpoint, missing }) => ({ endpoint, missing, days: same.map(({ day }) => day) })),
  );
}
