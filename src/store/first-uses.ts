import type { Day } from '#core/time/day.ts';
import type { Database } from './database.ts';

/** A model or key that was used for the first time. */
export interface FirstUse {
  readonly id: string;
  readonly source: string;
  readonly day: Day;
}

/**
 * The models or keys whose first use, over all sources, was on `since` or later, each with its day and the source that
 * reported it first; in the order of their days.
 */
export async function firstUses(database: Database, dimension: 'model' | 'key', since: Day): Promise<FirstUse[]> {
  const rows = await database
    .selectFrom('seen')
    .where('dimension', '=', dimension)
    .where('id', '<>', '')
    .select(['id', 'source', 'first_day'])
    .execute();
  return [...Map.groupBy(rows, row => row.id).values()]
    .flatMap(ofId => {
      const first = ofId.toSorted((a, b) => (a.first_day < b.first_day ? -1 : 1)).at(0);
      return first && first.first_day >= since ? [{ id: first.id, source: first.source, day: first.first_day }] : [];
    })
    .sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
}
