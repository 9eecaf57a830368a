import type { Filter } from '#core/query/query.ts';
import type { Day, Instant } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import type { DailyCosts } from '#core/usage/daily-history.ts';
import { type DailyCostsRead, dailyCosts } from '#data/figures/daily-costs.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { comparedWeeks } from './usual.ts';

/** What the days of the eight weeks before `day` cost, as far as they are known. */
export async function dayHistory(parts: AskParts, day: Day, filters: readonly Filter[], now: Instant): Promise<DailyCosts> {
  return knownCosts(await dailyCosts(parts, { period: daysBefore(day, 7 * comparedWeeks), filters, now }));
}

/** The days that were read whole, without those whose details were dropped. */
export function knownCosts({ complete, detailsFrom }: Pick<DailyCostsRead, 'complete' | 'detailsFrom'>): DailyCosts {
  return detailsFrom === null ? complete : new Map([...complete].filter(([day]) => day >= detailsFrom));
}
