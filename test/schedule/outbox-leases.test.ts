import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { toJson } from '../../src/core/plain-json.ts';
import { startOutbox } from '../../src/schedule/outbox-worker.ts';
import { boltLogger } from '../../src/slack/bolt-logger.ts';
import { clientOptions, postingClient } from '../../src/slack/clients.ts';
import { createMessenger } from '../../src/slack/messenger.ts';
import type { Database } from '../../src/store/database.ts';
import { enqueue } from '../../src/store/outbox.ts';
import { entryStatus } from '../../src/store/outbox-status.ts';
import { png } from '../slack/png.ts';
import { testDatabase } from '../support/database.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { fastPace } from './support/messages-on-database.ts';

let slack: SlackStandIn;
let database: Database;
beforeEach(async () => {
  slack = await startSlackStandIn();
  database = await testDatabase();
  const view = toJson({ kind: 'note', what: 'a note', channelId: null, whatToDo: 'Nothing.' });
  const entry = { key: 'note', channelId: 'C0GENERAL', about: null, operation: 'post', setUpBy: null, view } as const;
  await database.transaction().execute(transaction => enqueue(transaction, entry, new Date()));
});
afterEach(() => slack.close());

/** The outbox of a process; its leases are shorter than Slack takes here. */
function work(holder: string): void {
  const options = { ...clientOptions(slack.apiUrl, boltLogger(silentLogger)), retryConfig: { retries: 0 } };
  const worker = startOutbox({
    database,
    messenger: createMessenger({
      client: new webApi.WebClient(slack.botToken, options),
      poster: postingClient(slack.botToken, options),
      logger: silentLogger,
    }),
    drawChart: async () => png,
    clock: () => new Date(),
    logger: silentLogger,
    pace: { ...fastPace, leaseMs: 1_000, renewEveryMs: 100, settleMs: 800 },
    holder,
  });
  onTestFinished(() => worker.stop());
}

const calls = (method: string) => slack.calls.filter(call => call.method === method).length;
const isHandedOver = async () => {
  const { handed_over_at: at } = await database.selectFrom('outbox').select('handed_over_at').executeTakeFirstOrThrow();
  return at !== null;
};
const state = async () => (await entryStatus(database, 'note'))?.state;

describe('a message', () => {
  it('that Slack takes longer for than a lease lasts is left to the process that sends it', async () => {
    slack.fail({ method: 'chat.postMessage', delayMs: 3_000 });
    work('first');
    await expect.poll(isHandedOver, { timeout: 15_000 }).toBe(true);
    work('second');
    await expect.poll(state).toBe('posted');
    // Whoever takes a message over looks for it first.
    expect([calls('chat.postMessage'), calls('conversations.history')]).toEqual([1, 0]);
  });

  it('that another process has by now is not handed to Slack again without the blocks that Slack refused', async () => {
    slack.fail({ method: 'chat.postMessage', error: 'invalid_blocks', delayMs: 3_000 });
    work('first');
    await expect.poll(isHandedOver, { timeout: 15_000 }).toBe(true);
    const until = new Date(Date.now() + 5_000).toISOString();
    await database.updateTable('outbox').set({ holder: 'another', lease_until: until }).where('key', '=', 'note').execute();
    await expect.poll(state).toBe('posted');
    expect(slack.workspace.messages('general')).toHaveLength(1);
    // Not before the other process's lease was over.
    expect(Number(slack.workspace.messages('general')[0]?.ts) * 1000).toBeGreaterThanOrEqual(Date.parse(until) - 10);
  });
});
