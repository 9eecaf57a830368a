import { inject } from 'vitest';

/** The steps from `first` to `last` after which a test kills: each of them on SQLite; on PostgreSQL, where one costs several times as much, only `onPostgres`. */
export function chosenSteps({
  first = 1,
  last,
  onPostgres,
}: {
  first?: number;
  last: number;
  onPostgres: readonly number[];
}): readonly number[] {
  if (inject('postgresServer') !== undefined) return onPostgres;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
