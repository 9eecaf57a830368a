import { inject } from 'vitest';

/** The steps from `first` to `last` after which a test kills: each of them on SQLite; on PostgreSQL, where one costs several times as much, `few`. */
export function chosenSteps({ first = 1, last, few }: { first?: number; last: number; few: number }): number[] {
  const count = last - first + 1;
  if (inject('postgresServer') === undefined) return Array.from({ length: count }, (_, index) => first + index);
  return Array.from({ length: few }, (_, index) => first - 1 + Math.ceil(((index + 1) * count) / few));
}
