import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { toJson } from '#core/bigint-json.ts';
import type { Database } from '#data/database/open.ts';
import { enqueue, entryStatus, type OutboxEntry } from '#delivery/outbox/outbox-store.ts';
import { type OutboxWorker, startOutbox } from '#delivery/outbox/worker.ts';
import { boltLogger, clientOptions, postingClient } from '#delivery/slack/clients.ts';
import { createMessenger, type Messenger } from '#delivery/slack/messenger.ts';
import { features } from '#features/features.ts';
import { postedRenderer } from '#features/render-posted.ts';
import type { Message } from '../../../demo/slack/message.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { png } from '../../bot/png.ts';
import { testDatabase } from '../../support/database.ts';
import { digestView } from '../../support/digest-view.ts';
import { fastPace } from '../../support/messages-on-database.ts';
import { draws } from '../../support/part-of.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const render = await postedRenderer(features);

let slack: SlackStandIn;
let database: Database;
beforeEach(async () => {
  slack = await startSlackStandIn({ fileProcessingMs: 10 });
  database = await testDatabase();
});
afterEach(() => slack.close());

function work(pace = fastPace, changes: Partial<Messenger> = {}): OutboxWorker {
  const options = { ...clientOptions(slack.apiUrl, boltLogger(silentLogger)), retryConfig: { retries: 0 } };
  const messenger = createMessenger({
    client: new webApi.WebClient(slack.botToken, options),
    poster: postingClient(slack.botToken, options),
    logger: silentLogger,
  });
  const clock = () => new Date();
  const worker = startOutbox({
    database,
    messenger: { ...messenger, ...changes },
    render,
    drawChart: async () => png,
    clock,
    logger: silentLogger,
    pace,
    holder: `w${Math.random()}`,
  });
  onTestFinished(() => worker.stop());
  return worker;
}

const note = (what: string) => toJson({ kind: 'note', what, channelId: null, whatToDo: 'Nothing.' });

function entry(key: string, fields: Partial<OutboxEntry> = {}): OutboxEntry {
  return { key, channelId: 'C0GENERAL', about: null, operation: 'post', setUpBy: 'U0YOU', view: note(key), ...fields };
}

async function write(...entries: readonly OutboxEntry[]): Promise<void> {
  await database.transaction().execute(async transaction => {
    for (const one of entries) await enqueue(transaction, one, new Date());
  });
}

const stateOf = async (key: string) => (await entryStatus(database, key))?.state;
const settled = (key: string, state: string) => expect.poll(() => stateOf(key)).toBe(state);
const inChannel = (channel = 'general') => slack.workspace.messages(channel);
const keyOf = (message: Message | undefined) => Object(message?.metadata?.event_payload).key;

describe('the outbox worker', () => {
  it('posts a digest with its chart as a picture that has an alt text, and its key as metadata', async () => {
    const view = digestView({ rhythm: 'daily', period: { from: '2026-11-21', to: '2026-11-22' } });
    await write(entry('digest:daily:C0GENERAL:2026-11-21:1', { view: toJson(view) }));
    work();
    await settled('digest:daily:C0GENERAL:2026-11-21:1', 'posted');
    const [message, ...more] = inChannel();
    expect(more).toEqual([]);
    expect(keyOf(message)).toBe('digest:daily:C0GENERAL:2026-11-21:1');
    expect(message?.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'image', 'section', 'context', 'actions']);
    expect(message?.blocks[2]).toMatchObject({ alt_text: expect.stringContaining('$420.00') });
  });

  it('replies in the thread, in the channel too where it says so, and updates', async () => {
    await write(entry('root'));
    await write(entry('reply', { about: 'root', operation: 'reply' }), entry('loud', { about: 'reply', operation: 'broadcast' }));
    await write(entry('old', { about: 'root', operation: 'update', view: note('old words') }));
    await write(entry('new', { about: 'root', operation: 'update', view: note('new words') }));
    work();
    await Promise.all([settled('loud', 'posted'), settled('new', 'posted')]);
    const [root, reply, loud] = inChannel();
    expect(root?.text).toContain('new words');
    expect([reply?.threadTs, loud?.threadTs]).toEqual([root?.ts, root?.ts]);
    expect([reply?.broadcast, loud?.broadcast]).toEqual([false, true]);
    expect(await stateOf('old')).toBe('superseded');
  });

  it('sends at once what can be sent, and leaves what has to wait', async () => {
    const worker = work({ ...fastPace, lookEveryMs: 60_000, firstPauseMs: 60_000, longestPauseMs: 60_000 });
    await worker.sendNow();
    await write(entry('first'), entry('second'), entry('elsewhere', { channelId: 'C0MLCOSTS' }));
    await Promise.all([worker.sendNow(), worker.sendNow()]);
    expect(await Promise.all(['first', 'second', 'elsewhere'].map(stateOf))).toEqual(['posted', 'posted', 'posted']);
    slack.fail({ method: 'chat.postMessage', status: 500, times: 1 });
    await write(entry('refused'));
    await worker.sendNow();
    expect(await stateOf('refused')).toBe('waiting');
  });

  it('is done with sending at once only when what was under way is posted', async () => {
    slack.fail({ method: 'chat.postMessage', delayMs: 500, times: 1 });
    await write(entry('slow'), entry('next'));
    const worker = work({ ...fastPace, lookEveryMs: 60_000 });
    await expect.poll(() => stateOf('slow'), { interval: 5 }).toBe('claimed');
    await worker.sendNow();
    expect(await Promise.all(['slow', 'next'].map(stateOf))).toEqual(['posted', 'posted']);
  });

  it.each(['two processes', 'one'])('posts once when Slack accepts and cuts the connection, with %s', async processes => {
    await write(entry('root'), entry('reply', { about: 'root', operation: 'reply' }));
    slack.fail({ method: 'chat.postMessage', cutAfterAccept: true, times: 2 });
    work();
    if (processes !== 'one') work();
    await Promise.all([settled('root', 'posted'), settled('reply', 'posted')]);
    expect(inChannel().map(keyOf)).toEqual(['root', 'reply']);
    expect(inChannel()[1]?.threadTs).toBe(inChannel()[0]?.ts);
  });

  it('finds a message that is many pages back in the history', async () => {
    await write(entry('root'));
    slack.fail({ method: 'chat.postMessage', cutAfterAccept: true });
    const worker = work({ ...fastPace, settleMs: 1_500 });
    await expect.poll(() => inChannel().length).toBe(1);
    for (let more = 0; more < 450; more += 1) await slack.workspace.type(`chatter ${more}`);
    await settled('root', 'posted');
    await worker.stop();
    expect(inChannel().filter(message => keyOf(message) === 'root')).toHaveLength(1);
    expect(slack.calls.filter(({ method }) => method === 'conversations.history').length).toBeGreaterThanOrEqual(3);
  });

  it('posts nothing again where the history cannot be read, and says that it is uncertain', async () => {
    await write(entry('root'));
    slack.fail({ method: 'chat.postMessage', cutAfterAccept: true });
    slack.fail({ method: 'conversations.history', error: 'missing_scope' });
    work();
    await settled('root', 'uncertain');
    expect(inChannel().map(keyOf)).toEqual(['root']);
  });

  it('waits as long as a rate limit says, with all that goes to the channel', async () => {
    await write(entry('one'), entry('two'));
    slack.fail({ method: 'chat.postMessage', status: 429, retryAfterSeconds: 1 });
    const start = Date.now();
    work();
    await Promise.all([settled('one', 'posted'), settled('two', 'posted')]);
    expect(Date.now() - start).toBeGreaterThan(900);
    expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
  });

  it('posts about one message a second to a channel', async () => {
    await write(entry('one'), entry('two'), entry('three'));
    work({ ...fastPace, betweenMessagesMs: 1_000 });
    await settled('three', 'posted');
    expect(inChannel().map(keyOf)).toEqual(['one', 'two', 'three']);
    const times = inChannel().map(({ ts }) => Number(ts));
    // Two pauses, minus however much longer the first may have taken to arrive than the third.
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1.2);
  });

  it('posts in the order of writing, however many send', async () => {
    const keys = Array.from({ length: draws(40) }, (_, index) => `note ${index}`);
    await write(...keys.map(key => entry(key)));
    const pace = { ...fastPace, lookEveryMs: 1, leaseMs: 10_000 };
    for (let processes = 0; processes < 3; processes += 1) work(pace);
    await Promise.all(keys.map(key => settled(key, 'posted')));
    expect(inChannel().map(keyOf)).toEqual(keys);
  });

  it('ends an outage when Slack is back', async () => {
    await write(entry('one'));
    slack.failBy(() => ({ status: 503 }));
    work();
    await expect.poll(() => slack.calls.length + 1).toBeGreaterThan(0);
    await expect.poll(async () => (await entryStatus(database, 'one'))?.failure).toBeTruthy();
    slack.heal();
    await settled('one', 'posted');
    expect(inChannel().map(keyOf)).toEqual(['one']);
  });

  it('says why a message waits without the key that Slack’s answer held', async () => {
    slack.fail({ method: 'chat.postMessage', error: 'no scope for sk-admin-abcdefgh' });
    await write(entry('one'));
    await work({ ...fastPace, firstPauseMs: 60_000, longestPauseMs: 60_000 }).sendNow();
    expect(await entryStatus(database, 'one')).toEqual({ state: 'waiting', failure: 'no scope for sk-…' });
  });

  it('says why it gave a message up without the key that Slack’s answer held', async () => {
    slack.fail({ method: 'chat.postMessage', error: 'no scope for sk-admin-abcdefgh', times: 1 });
    await write(entry('one'));
    const worker = work({ ...fastPace, mostRefusals: 1 });
    await worker.sendNow();
    expect(await entryStatus(database, 'one')).toEqual({ state: 'refused', failure: 'Slack answered no scope for sk-…' });
    await settled('refused:one', 'posted');
    expect(slack.workspace.messages('D0YOU')[0]?.text).toContain('Slack answered no scope for sk-…');
  });

  it('says why a message could not be looked for without the token that the error held', async () => {
    slack.fail({ method: 'chat.postMessage', cutAfterAccept: true });
    await write(entry('one'));
    work({ ...fastPace, settleMs: 10 }, { find: () => Promise.reject(new Error('no way to Slack for xoxb-abcdefgh')) });
    await expect.poll(async () => (await entryStatus(database, 'one'))?.failure).toBe('no way to Slack for xoxb-…');
  });

  it.each([
    ['C0RANDOM', 'spendbot is not in the channel'],
    ['C0LEADS', 'spendbot cannot see the channel'],
  ])('ends a message for %s, and tells whoever set it up', async (channelId, reason) => {
    const view = digestView({ rhythm: 'daily', period: { from: '2026-11-21', to: '2026-11-22' } });
    await write(
      entry('digest', { channelId, view: toJson(view) }),
      entry('correction', { channelId, about: 'digest', operation: 'reply' }),
    );
    work();
    await settled('refused:digest', 'posted');
    expect(await stateOf('digest')).toBe('refused');
    await settled('correction', 'refused');
    const [told] = slack.workspace.messages('D0YOU');
    expect(told?.text).toContain(reason);
    expect(told?.text).toContain('Daily digest of 21 Nov 2026');
  });
});
