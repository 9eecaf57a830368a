import type { Filter } from '#core/query/query.ts';
import type { Day, Instant } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import type { DailyCosts } from '#core/usage/daily-history.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { comparedWeeks } from './usual.ts';

/** What the days of the eight weeks before `day` cost, as far as they are known. */
export async function dayHistory(parts: AskParts, day: Day, filters: readonly Filter[], now: Instant): Promise<DailyCosts> {
  const { complete, detailsFrom } = await dailyCosts(parts, { period: daysBefore(day, 7 * comparedWeeks), filters, now });
  return new Map([...complete].filter(([earlier]) => detailsFrom === null || earlier >= detailsFrom));
}
