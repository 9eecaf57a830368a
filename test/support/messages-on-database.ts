import { webApi } from '@slack/bolt';
import { startMessages } from '#app/messages.ts';
import { openDatabase } from '#data/database/open.ts';
import type { OutboxPace } from '#delivery/outbox/send-entry.ts';
import { boltLogger, clientOptions, postingClient } from '#delivery/slack/clients.ts';
import { createMessenger } from '#delivery/slack/messenger.ts';
import { alertsFeature } from '#features/alerts/feature.ts';
import { digestsFeature } from '#features/digests/feature.ts';
import { features } from '#features/features.ts';
import { postedRenderer } from '#features/render-posted.ts';
import { png } from '../bot/png.ts';
import { testParts } from './parts.ts';
import { silentLogger } from './silent-logger.ts';

/** Fast enough for tests. A slow request of the stand-in takes less than `settleMs`. */
export const fastPace: OutboxPace = {
  lookEveryMs: 10,
  betweenMessagesMs: 1,
  leaseMs: 1_000,
  renewEveryMs: 250,
  settleMs: 600,
  firstPauseMs: 10,
  longestPauseMs: 200,
  mostRefusals: 50,
};

export interface OnDatabase {
  readonly url: string;
  readonly apiUrl: string;
  readonly botToken: string;
  readonly clock: () => Date;
  readonly pace?: OutboxPace;
}

/** What the bot does by itself, as in a process of its own. The picture is one pixel. */
export async function messagesOnDatabase({
  url,
  apiUrl,
  botToken,
  clock,
  pace = fastPace,
}: OnDatabase): Promise<{ stop(): Promise<void> }> {
  const database = await openDatabase(url);
  const options = { ...clientOptions(apiUrl, boltLogger(silentLogger)), retryConfig: { retries: 2, minTimeout: 10, maxTimeout: 20 } };
  const messenger = createMessenger({
    client: new webApi.WebClient(botToken, options),
    poster: postingClient(botToken, options),
    logger: silentLogger,
  });
  const parts = testParts(database);
  const messages = startMessages({
    database,
    messenger,
    render: await postedRenderer(features),
    drawChart: async () => png,
    jobs: [...(alertsFeature.jobs?.(parts) ?? []), ...(digestsFeature.jobs?.(parts) ?? [])],
    clock,
    logger: silentLogger,
    pace,
    jobPace: { cron: '* * * * * *', leaseMs: 1_000, renewEveryMs: 250 },
  });
  return {
    async stop() {
      await messages.stop();
      await database.destroy();
    },
  };
}
