import type { Filter } from '#core/query/query.ts';

/** Whether `filters` are about single people or keys, whose figures are not for everyone. */
export function namesPeople(filters: readonly Filter[]): boolean {
  return filters.some(({ dimension }) => dimension === 'user' || dimension === 'key');
}
