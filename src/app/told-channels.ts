import type { Database } from '#data/database/open.ts';
import { storedAlertRules } from '#features/alerts/rules-store.ts';
import { subscriptions } from '#features/digests/subscriptions-store.ts';
import { storedBudgets } from '#features/setup/budgets-store.ts';

/** Each channel that a digest, a budget or an alert tells, with what they are called: `digest 1`. What is paused tells nobody. */
export async function toldChannels(database: Database): Promise<{ channelId: string; what: string[] }[]> {
  const [digests, budgets, alerts] = [await subscriptions(database), await storedBudgets(database), await storedAlertRules(database)];
  const told = Object.entries({ digest: digests, budget: budgets, alert: alerts }).flatMap(([kind, things]) =>
    things.filter(({ isPaused }) => !isPaused).map(({ channelId, number }) => ({ channelId, what: `${kind} ${number}` })),
  );
  const byChannel = Map.groupBy(told, ({ channelId }) => channelId);
  return [...byChannel].map(([channelId, things]) => ({ channelId, what: things.map(({ what }) => what) }));
}
