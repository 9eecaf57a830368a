import { webApi } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPosted } from '#bot/answer-asked.ts';
import { askerOf, type SlackContext } from '#bot/context.ts';
import { LatestPicture } from '#bot/latest-picture.ts';
import { Once } from '#bot/once.ts';
import { type Colleague, People } from '#bot/people.ts';
import { publishHomes } from '#bot/publish-home.ts';
import { shareAnswer } from '#bot/share.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { boltLogger, clientOptions, postingClient } from '#delivery/slack/clients.ts';
import { createMessenger } from '#delivery/slack/messenger.ts';
import { uploadBelow } from '#delivery/slack/upload.ts';
import { saveHomeViewer } from '#features/home/home-viewers-store.ts';
import { blockProblems } from '../support/block-kit.ts';
import { testParts } from '../support/parts.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { answer } from '../support/views/views.ts';
import { cannedFeatures } from './bot.ts';
import { type EmulatedSlack, startEmulatedSlack } from './emulated-slack.ts';
import { png } from './png.ts';

const logger = silentLogger;

/** A Slack that we did not write; what the whole bot does there is in emulate-bot, what it says unasked in emulate-messages. */
describe('a Slack by others', () => {
  let slack: EmulatedSlack;
  let context: SlackContext;
  let client: webApi.WebClient;
  let channelId: string;
  let database: Database;

  beforeAll(async () => {
    slack = await startEmulatedSlack();
    const options = clientOptions(slack.apiUrl, boltLogger(logger));
    client = new webApi.WebClient(slack.botToken, options);
    const poster = postingClient(slack.botToken, options);
    database = await openDatabase('file::memory:');
    const clock = () => new Date('2026-11-22T12:00:00Z');
    context = {
      parts: testParts(database, { features: cannedFeatures({ ask: async () => answer() }) }),
      clock,
      measure: (_feature, given) => given(),
      ...{ forms: [], actions: [] },
      draw: async () => png,
      people: new People({ client, admins: [], peopleVisible: 'admins', guests: 'refuse', clock, logger }),
      client,
      poster,
      messenger: createMessenger({ client, poster, logger }),
      refused: new Once(60_000, clock),
      shared: new Once(60_000, clock),
      events: new Once(60_000, clock),
      homePicture: new LatestPicture(),
      stopping: new AbortController().signal,
      logger,
    };
    channelId = slack.idOf('ml-costs');
  });
  afterAll(async () => {
    await slack.close();
    await database.destroy();
  });

  const colleague = async (name: string): Promise<Colleague> => {
    const standing = await context.people.standingOf(slack.idOf(name));
    if (standing.kind !== 'colleague') throw new Error(`${name} is not a colleague but ${standing.kind}`);
    return standing;
  };

  it('takes a shared answer with its uploaded picture', async () => {
    const asker = await askerOf(context, await colleague('alice'), { slackUserId: slack.idOf('alice'), channelId, isPublic: true });
    expect(await shareAnswer(context, 'last 7d', asker)).toBeNull();
    const { messages = [] } = await client.conversations.history({ channel: channelId });
    expect(messages).toHaveLength(1);
    const blocks = messages[0]?.blocks ?? [];
    expect(blockProblems(blocks, 'message')).toEqual([]);
    expect(messages[0]?.text).toContain('$420.00');
    const fileId = /"slack_file":\{"id":"(\w+)"/.exec(JSON.stringify(blocks))?.[1] ?? '';
    const { file } = await client.files.info({ file: fileId });
    expect(file).toMatchObject({ mimetype: 'image/png', size: png.length });
  });

  it('takes a picture below a message', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: channelId, text: 'words' });
    await uploadBelow(context.poster, { png, name: 'spend.png', altText: 'Total $420.00' }, channelId, ts);
    const { messages = [] } = await client.conversations.replies({ channel: channelId, ts });
    expect(messages.at(-1)?.files).toHaveLength(1);
  });

  it('tells who is an admin', async () => {
    expect(await colleague('olga')).toMatchObject({ isAdmin: true });
    expect(await colleague('alice')).toMatchObject({ isAdmin: false, email: 'alice@acme.example' });
  });

  it('takes the App Home of everyone who opened it, after each collection', async () => {
    const viewers = [slack.idOf('alice'), slack.idOf('olga')];
    for (const [index, viewer] of viewers.entries())
      await saveHomeViewer(context.parts.database, viewer, new Date(context.clock().getTime() - index * 1000));
    await publishHomes(context);
    await publishHomes(context);
    const published = slack.calls.filter(({ method }) => method === 'views.publish');
    expect(published.map(({ args }) => args.user_id)).toEqual([...viewers, ...viewers]);
    for (const { args, answer: taken } of published) {
      expect(taken).toMatchObject({ ok: true, view: { type: 'home' } });
      expect(blockProblems(Object(args.view).blocks, 'home')).toEqual([]);
    }
  });

  it('takes an answer in a thread, and its file below', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: channelId, text: 'what did we spend?' });
    const ask = async () => answer({ query: { ...answer().query, form: 'csv' } });
    const csv = { ...context, parts: { ...context.parts, features: cannedFeatures({ ask }) } };
    await answerPosted(csv, await colleague('alice'), {
      text: 'as csv',
      slackUserId: slack.idOf('alice'),
      channelId,
      threadTs: ts,
      isPublic: true,
    });
    const { messages = [] } = await client.conversations.replies({ channel: channelId, ts });
    expect(messages[1]?.text).toContain('$420.00');
    expect(blockProblems(messages[1]?.blocks ?? [], 'message')).toEqual([]);
    expect(messages.at(-1)?.files).toHaveLength(1);
  });
});
