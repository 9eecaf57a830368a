import { addDays, type Day } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import { givenSource, givenUsage } from './day-builder.ts';

/** Collects `days` days that end with `last`, $100 each, read shortly after each ends. */
export async function givenDays(database: Database, last: Day, days: number): Promise<void> {
  await givenSource(database, 'admin');
  for (let back = days - 1; back >= 0; back -= 1) await givenDay(database, addDays(last, -back));
}

/** Collects one day, $70 of one model and $30 of another, as if read seven minutes after its end. */
export async function givenDay(database: Database, day: Day, usd = '70'): Promise<void> {
  const rows = [
    { model: 'gpt-4o-2024-08-06', project: 'proj_search', usd, requests: 700, inputTokens: 7000, outputTokens: 700 },
    { model: 'o3-2025-04-16', project: 'proj_chat', usd: '30', requests: 30, inputTokens: 300, outputTokens: 30 },
  ];
  await givenUsage(database, 'admin', day, rows, new Date(`${addDays(day, 1)}T00:07:00Z`));
}

/** A week of days up to `last`, and a daily digest at 9:00 UTC for each channel, set up at `since`. */
export async function giveDigests(database: Database, channels: readonly string[], last: Day, since: Date): Promise<void> {
  await givenDays(database, last, 15);
  for (const channelId of channels) {
    const subscription = { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', channelId, filters: [], setUpBy: 'U0YOU' } as const;
    await addSubscription(database, subscription, { by: 'U0YOU', at: since, what: 'set up' });
  }
}
