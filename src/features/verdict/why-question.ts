import { describeDays, describePeriod } from '#core/query/describe-query.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import type { Period } from '#core/time/period.ts';
import { scopeText } from '../access/channel-scope.ts';

/**
 * The question, for a button, why `period` cost more or less than `previous`: `why 26 Nov 2026 vs 19 Nov 2026 for project "Search"`; null
 * leaves to `why` what to compare with.
 */
export function whyQuestion(period: AskedPeriod, previous: Period | null, filters: readonly Filter[]): string {
  const versus = previous === null ? '' : ` vs ${describeDays(previous)}`;
  return ['why', scopeText(filters), `${describePeriod(period)}${versus}`].filter(text => text !== '').join(' ');
}
