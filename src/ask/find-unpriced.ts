import type { Instant } from '#core/time/day.ts';
import type { StoredAlertRule } from '../store/alert-rules.ts';
import type { AlertParts } from './alert-parts.ts';
import { type Found, foundBy } from './found.ts';
import { spendOf } from './spend-of.ts';
import { watchedDays } from './watched-days.ts';

/**
 * Which models were used on the watched days without a price for all of it. Those of `openSubjects`, models that an alert
 * speaks of, that are not among them any more have one now, or are used no more.
 */
export async function findUnpriced(
  parts: AlertParts,
  rule: StoredAlertRule,
  openSubjects: readonly string[],
  now: Instant,
): Promise<Found[]> {
  const days = watchedDays(rule.watchedFrom, now);
  const { unpriced } = await spendOf(parts, { ...days, calendar: null }, [], now);
  const byModel = Map.groupBy(unpriced, ({ model }) => model);
  return [...new Set([...byModel.keys(), ...openSubjects])].map(model => {
    const quantities = (byModel.get(model) ?? []).map(({ unit, quantity }) => ({ unit, quantity }));
    return {
      ...foundBy(`alert:${rule.number}`, rule),
      subject: model,
      condition: quantities.length > 0 ? 'holds' : 'clear',
      level: 0,
      facts: async () => ({
        finding: { alert: 'unpriced', model, from: days.from, quantities },
        causes: null,
        heading: null,
        endsOn: null,
        why: null,
      }),
    };
  });
}
