import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { toJson } from '#core/bigint-json.ts';
import { later } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { enqueue, entryStatus } from '#delivery/outbox/outbox-store.ts';
import { type OutboxWorker, startOutbox } from '#delivery/outbox/worker.ts';
import { boltLogger, clientOptions, postingClient } from '#delivery/slack/clients.ts';
import { createMessenger, type Messenger } from '#delivery/slack/messenger.ts';
import { features } from '#features/features.ts';
import { postedRenderer } from '#features/render-posted.ts';
import { createLogger } from '#log.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { png } from '../../bot/png.ts';
import { testDatabase } from '../../support/database.ts';
import { digestView } from '../../support/digest-view.ts';
import { fastPace } from '../../support/messages-on-database.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const render = await postedRenderer(features);

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

/** The outbox of one process, with leases of a second unless told. What Slack answers to a message arrives after `answering`. */
function work(
  holder: string,
  {
    drawChart = async (): Promise<Uint8Array> => png,
    logger = silentLogger,
    clock = () => new Date(),
    leaseMs = 1_000,
    answering = Promise.resolve(),
  } = {},
): OutboxWorker {
  const options = { ...clientOptions(slack.apiUrl, boltLogger(silentLogger)), retryConfig: { retries: 0 } };
  const messenger = createMessenger({
    client: new webApi.WebClient(slack.botToken, options),
    poster: postingClient(slack.botToken, options),
    logger: silentLogger,
  });
  const post: Messenger['post'] = async (...message) => {
    const outcome = await messenger.post(...message);
    await answering;
    return outcome;
  };
  const worker = startOutbox({
    database,
    messenger: { ...messenger, post },
    render,
    drawChart,
    clock,
    logger,
    pace: { ...fastPace, leaseMs, renewEveryMs: 100, settleMs: 800 },
    holder,
  });
  onTestFinished(() => worker.stop());
  return worker;
}

const calls = (method: string) => slack.calls.filter(call => call.method === method).length;
const isHandedOver = async () => {
  const { handed_over_at: at } = await database.selectFrom('outbox').select('handed_over_at').executeTakeFirstOrThrow();
  return at !== null;
};
const leaseUntil = async () => {
  const { lease_until: until } = await database.selectFrom('outbox').select('lease_until').executeTakeFirstOrThrow();
  return until;
};
const state = async (key = 'note') => (await entryStatus(database, key))?.state;

describe('a message', () => {
  it('that Slack takes longer for than a lease lasts is left to the process that sends it', async () => {
    // Time passes for both only as it is moved here, by less than a lease. A lease ends by the machine's time too, so it is long.
    const leaseMs = 60_000;
    let now = new Date();
    let looks = 0;
    const answered = Promise.withResolvers<void>();
    work('first', { leaseMs, clock: () => now, answering: answered.promise });
    onTestFinished(() => answered.resolve());
    await expect.poll(isHandedOver).toBe(true);
    const looking = () => {
      looks += 1;
      return now;
    };
    work('second', { leaseMs, clock: looking });
    for (let step = 0; step < 5; step += 1) {
      now = later(now, 0.6 * leaseMs);
      await expect.poll(leaseUntil, { interval: 10 }).toBe(later(now, leaseMs).toISOString());
      const before = looks;
      await expect.poll(() => looks, { interval: 10 }).toBeGreaterThan(before + 4);
    }
    answered.resolve();
    await expect.poll(() => state()).toBe('posted');
    // Whoever takes over a message looks for it first.
    expect([calls('chat.postMessage'), calls('conversations.history')]).toEqual([1, 0]);
  });

  it('that another process has by now is not handed to Slack again without the blocks that Slack refused', async () => {
    slack.fail({ method: 'chat.postMessage', error: 'invalid_blocks', delayMs: 3_000 });
    work('first');
    await expect.poll(isHandedOver, { timeout: 15_000 }).toBe(true);
    const until = new Date(Date.now() + 5_000).toISOString();
    await database.updateTable('outbox').set({ holder: 'another', lease_until: until }).where('key', '=', 'note').execute();
    await expect.poll(() => state()).toBe('posted');
    expect(slack.workspace.messages('general')).toHaveLength(1);
    // Not before the other process's lease ran out.
    expect(Number(slack.workspace.messages('general')[0]?.ts) * 1000).toBeGreaterThanOrEqual(Date.parse(until) - 10);
  });

  it('that one sender lost to another of the same process is posted by the other alone', async () => {
    const view = toJson(digestView({ rhythm: 'daily', period: { from: '2026-11-21', to: '2026-11-22' } }));
    const digest = { key: 'digest', channelId: 'C0GENERAL', about: null, operation: 'post', setUpBy: null, view } as const;
    await database.transaction().execute(transaction => enqueue(transaction, digest, new Date()));
    const pictures: PromiseWithResolvers<Uint8Array>[] = [];
    const drawChart = () => {
      const picture = Promise.withResolvers<Uint8Array>();
      pictures.push(picture);
      return picture.promise;
    };
    const lines: string[] = [];
    const worker = work('the process', { drawChart, logger: createLogger('warn', line => lines.push(line)) });
    await expect.poll(() => pictures.length).toBe(1);
    await expect
      .poll(async () => {
        await database
          .updateTable('outbox')
          .set({ lease_until: new Date(0).toISOString() })
          .where('key', '=', 'digest')
          .execute();
        return pictures.length;
      })
      .toBeGreaterThan(1);
    pictures[0]?.resolve(png);
    await expect.poll(() => lines.join()).toContain('The claim on a message was lost before it was sent');
    for (const picture of pictures) picture.resolve(png);
    await expect.poll(() => state('digest')).toBe('posted');
    await worker.stop();
    // The note written before it, and the digest.
    expect(calls('chat.postMessage')).toBe(2);
  });
});
