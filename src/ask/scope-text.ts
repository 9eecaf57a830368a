import { describeFilters } from '#core/query/describe.ts';
import type { Filter } from '#core/query/query.ts';
import type { Names } from '#core/usage/names.ts';

/** Filters as a question has them, by ids, which nobody can rename meanwhile: for buttons. */
export function scopeText(filters: readonly Filter[]): string {
  return describeFilters(filters, { models: [], users: [], projects: [], keys: [], sources: [] } satisfies Names);
}
