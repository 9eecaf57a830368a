import { createPriceBook } from '#core/prices/price-book.ts';
import type { Filter } from '#core/query/query.ts';
import { addDays } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { digest } from '#features/digests/digest.ts';
import { writeDigest } from '#features/digests/digest-job.ts';
import { latestSlot } from '#features/digests/slot.ts';
import { addSubscription, subscriptions } from '#features/digests/subscriptions-store.ts';
import { saveChannelScope } from '#features/settings/scopes-store.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { smallTeam, teamNow } from '../team-bot.ts';

const ofBob: readonly Filter[] = [{ dimension: 'user', values: ['user-bob'], exclude: false }];
const ofKey: readonly Filter[] = [{ dimension: 'key', values: ['key_search'], exclude: false }];
const oneDollar = 1_000_000_000n;

/** What names Bob, the key of Search, or figures of theirs. */
export const personal = /Bob|bob@|user-bob|search prod|key_search|\$14\.00|\$13\.37/;

/**
 * A team where everyone saw people: olga set up budgets, alerts and digests about Bob, about a key and about everything, and bound
 * #ml-costs to Bob. Messages about all of it are on their way, a digest of everything with its people among them.
 */
export async function personalTeam(database: Database): Promise<void> {
  await smallTeam(database);
  const change = (what: string) => ({ by: 'U0OLGA', at: teamNow, what });
  const inGeneral = { channelId: 'C0GENERAL' };
  const parts = { database, settleDays: 3, peopleVisible: 'everyone' } as const;
  const watchedFrom = addDays('2026-11-22', -10);
  for (const filters of [ofBob, ofKey, []]) {
    const budget = {
      ...inGeneral,
      amountNanoUsd: filters.length === 0 ? 500n * oneDollar : 1_337n * (oneDollar / 100n),
      period: 'month' as const,
      thresholds: [50, 100],
      filters,
    };
    await createBudget(database, budget, watchedFrom, change('budget'));
    const rule = { ...inGeneral, kind: 'day' as const, amountNanoUsd: oneDollar, hours: null, filters };
    await createAlertRule(database, rule, watchedFrom, change('alert'));
    const rhythm = { rhythm: 'weekly' as const, minutes: 540, timeZone: 'Etc/UTC' };
    await addSubscription(database, { ...inGeneral, ...rhythm, filters, setUpBy: 'U0OLGA' }, change('digest'));
  }
  await database
    .transaction()
    .execute(transaction => saveChannelScope(transaction, { channelId: 'C0MLCOSTS', filters: ofBob, setBy: 'U0OLGA', setAt: teamNow }));
  await evaluateAlerts(parts, teamNow);
  for (const subscription of await subscriptions(database)) {
    const slot = latestSlot(subscription, teamNow);
    const view = await digest(
      { ...parts, priceBook: async () => createPriceBook() },
      { ...subscription, period: slot.period },
      null,
      teamNow,
    );
    await writeDigest(database, { subscription, slot, view, now: teamNow, isAskedFor: true });
  }
}
