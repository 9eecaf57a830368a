import { describeFilters } from '#core/query/describe.ts';
import { spikeOf } from '#core/spike.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { StoredAlertRule } from '../store/alert-rules.ts';
import type { AlertParts } from './alert-parts.ts';
import { dayFacts } from './find-days.ts';
import { type Found, foundBy } from './found.ts';
import { watchedDays } from './watched-days.ts';

/** As far back as spike detection looks from each day. */
const historyDays = 63;

/** Which watched days are spikes, and which are not. Today counts as soon as it has cost more than a whole day would explain. */
export async function findSpikes(parts: AlertParts, rule: StoredAlertRule, now: Instant): Promise<Found[]> {
  const watched = watchedDays(rule.watchedFrom, now);
  const scope = describeFilters(rule.filters, await readNames(parts.database));
  const period = { from: addDays(watched.from, -historyDays), to: watched.to };
  const { costs, complete } = await dailyCosts(parts, { period, filters: rule.filters, now });
  const today = dayOf(now);
  const history = new Map([...complete, [today, costs.get(today) ?? 0n]]);
  return daysOf(watched).map(day => {
    const spike = spikeOf({ day, history, minimumNanoUsd: rule.amountNanoUsd ?? 0n });
    const costNanoUsd = history.get(day) ?? 0n;
    const usualNanoUsd = spike?.expectedNanoUsd ?? null;
    return {
      ...foundBy(`alert:${rule.number}`, rule),
      subject: day,
      condition: spike !== null ? 'holds' : history.has(day) ? 'clear' : 'between',
      level: 0,
      facts: () => dayFacts(parts, rule, day, { alert: 'spike', day, scope, costNanoUsd, usualNanoUsd }, now),
    };
  });
}
