import { describeDays, describePeriod } from '#core/query/describe-period.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import type { Period } from '#core/time/period.ts';
import { scopeText } from './scope-text.ts';

/** The question why `period` cost what it did beside `previous`, for a button: `why 26 Nov 2026 vs 19 Nov 2026 for project "Search"`. */
export function whyQuestion(period: AskedPeriod, previous: Period, filters: readonly Filter[]): string {
  return ['why', scopeText(filters), `${describePeriod(period)} vs ${describeDays(previous)}`].filter(text => text !== '').join(' ');
}
