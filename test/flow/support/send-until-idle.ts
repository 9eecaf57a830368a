import { setTimeout as sleep } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { Clock } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { type Job, runDueSlots, usualJobPace } from '#delivery/jobs/jobs.ts';
import { newHolder } from '#delivery/jobs/lease.ts';
import { usualPace } from '#delivery/outbox/send-entry.ts';
import { startOutbox } from '#delivery/outbox/worker.ts';
import { boltLogger, clientOptions, postingClient } from '#delivery/slack/clients.ts';
import { createMessenger, type Messenger } from '#delivery/slack/messenger.ts';
import { alertJob, evaluateAlerts } from '#features/alerts/evaluate.ts';
import { digestJob } from '#features/digests/digest-job.ts';
import { features } from '#features/features.ts';
import { postedRenderer } from '#features/render-posted.ts';
import { png } from '../../bot/png.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { countedFetch, openCounted, type Steps } from './steps.ts';

/** What a process sends, where, and its clock. */
export interface Sending {
  readonly what: 'digest' | 'alert';
  readonly url: string;
  readonly apiUrl: string;
  readonly botToken: string;
  readonly clock: Clock;
}

/** One process that sends what is due, with the usual leases, until nothing is left or it is stopped. */
export async function sendUntilIdle(sending: Sending, steps: Steps): Promise<void> {
  const { database, observer } = await openCounted(sending.url, steps);
  const parts = { database, clock: sending.clock, logger: silentLogger, holder: newHolder() };
  try {
    await runDueSlots(jobOf(sending, database), { ...parts, jobPace: usualJobPace });
    const pace = { ...usualPace, lookEveryMs: 5, betweenMessagesMs: 1 };
    const outbox = startOutbox({
      ...parts,
      messenger: messengerOf(sending, steps),
      render: await postedRenderer(features),
      drawChart: async () => png,
      pace,
    });
    while (!steps.isStopped && (await hasWork(observer, sending.clock()))) await sleep(2);
    await outbox.stop();
  } finally {
    await database.destroy();
  }
}

function jobOf({ what }: Sending, database: Database): Job {
  const parts = { database, settleDays: 3, peopleVisible: 'admins' } as const;
  if (what === 'alert') return alertJob(async now => void (await evaluateAlerts(parts, now)));
  return digestJob({ ...parts, priceBook: async () => createPriceBook() });
}

function messengerOf({ apiUrl, botToken }: Sending, steps: Steps): Messenger {
  const options = { ...clientOptions(apiUrl, boltLogger(silentLogger)), retryConfig: { retries: 0 }, fetch: countedFetch(steps) };
  const [client, poster] = [new webApi.WebClient(botToken, options), postingClient(botToken, options)];
  return createMessenger({ client, poster, logger: silentLogger });
}

/** Whether a message is being sent, or can be. */
async function hasWork(database: Database, at: Date): Promise<boolean> {
  const messages = database.selectFrom('outbox').leftJoin('outbox as about_entry', 'about_entry.key', 'outbox.about');
  const found = await messages
    .where(({ eb, and, or }) =>
      or([
        eb('outbox.state', '=', 'claimed'),
        and([
          eb('outbox.state', '=', 'waiting'),
          eb('outbox.next_try_at', '<=', at.toISOString()),
          or([eb('about_entry.state', 'is', null), eb('about_entry.state', 'not in', ['waiting', 'claimed'])]),
        ]),
      ]),
    )
    .select('outbox.key')
    .executeTakeFirst();
  return found !== undefined;
}
