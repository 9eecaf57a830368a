import { describeFilters } from '../core/describe-query.ts';
import type { Names } from '../core/names.ts';
import type { Filter } from '../core/query.ts';

/** Filters as a question has them, by ids, which nobody can rename meanwhile: for buttons. */
export function scopeText(filters: readonly Filter[]): string {
  return describeFilters(filters, { models: [], users: [], projects: [], keys: [], sources: [] } satisfies Names);
}
