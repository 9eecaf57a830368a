import { addDays, type Instant } from '../core/day.ts';
import { describeFilters } from '../core/describe-query.ts';
import { daysOf } from '../core/period.ts';
import { spikeOf } from '../core/spike.ts';
import type { StoredAlertRule } from '../store/alert-rules.ts';
import { readNames } from '../store/names.ts';
import type { AlertParts } from './alert-parts.ts';
import { costsByDay } from './costs-by-day.ts';
import { dayFacts } from './find-days.ts';
import { type Found, foundBy } from './found.ts';
import { watchedDays } from './watched-days.ts';

/** As far back as spike detection looks from each day. */
const historyDays = 63;

/** Which watched days are spikes, and which are not. Today counts as soon as it has cost more than a whole day would explain. */
export async function findSpikes(parts: AlertParts, rule: StoredAlertRule, now: Instant): Promise<Found[]> {
  const watched = watchedDays(rule.watchedFrom, now);
  const scope = describeFilters(rule.filters, await readNames(parts.database));
  const history = await costsByDay(parts, { from: addDays(watched.from, -historyDays), to: watched.to }, rule.filters, now);
  return daysOf(watched).map(day => {
    const spike = spikeOf({ day, history, minimumNanoUsd: rule.amountNanoUsd ?? 0n });
    const costNanoUsd = history.get(day) ?? 0n;
    const usualNanoUsd = spike?.expectedNanoUsd ?? null;
    return {
      ...foundBy(`alert:${rule.number}`, rule),
      subject: day,
      condition: spike === null ? 'clear' : 'holds',
      level: 0,
      facts: () => dayFacts(parts, rule, day, { alert: 'spike', day, scope, costNanoUsd, usualNanoUsd }, now),
    };
  });
}
