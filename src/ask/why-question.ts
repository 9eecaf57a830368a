import { describePeriod } from '../core/describe-period.ts';
import { describeFilters } from '../core/describe-query.ts';
import type { AskedPeriod, Filter } from '../core/query.ts';

/** The question after the cause of what `period` cost, for a button; names are ids, which nobody can rename meanwhile. */
export function whyQuestion(period: AskedPeriod, filters: readonly Filter[]): string {
  const scope = describeFilters(filters, { models: [], users: [], projects: [], keys: [], sources: [] });
  return ['why', describePeriod(period), scope].filter(text => text !== '').join(' ');
}
