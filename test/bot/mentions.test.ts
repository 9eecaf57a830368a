import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { blockProblems } from '../support/block-kit.ts';
import { answer } from '../support/views/views.ts';
import { type Bot, startBot } from './bot.ts';
import { startTeamBot } from './team-bot.ts';

let bot: Bot;
afterEach(() => bot.close());

const mention = '<@U0SPENDBOT>';
const inGeneral = () => bot.slack.workspace.messages('general').filter(({ author }) => author === 'U0SPENDBOT');

describe.each(['socket', 'http'] as const)('a mention in %s mode', mode => {
  it('is answered once in its thread, for everyone', async () => {
    bot = await startBot({ mode });
    const reply = await bot.slack.workspace.type(`@spendbot what did gpt-4o cost us yesterday?`, { user: 'alice' });
    const answered = await reply.message();
    const [asked] = bot.slack.workspace.messages('general');
    expect(answered).toMatchObject({ threadTs: asked?.ts, visibleTo: null, author: 'U0SPENDBOT' });
    expect(answered.text).toContain('$420.00');
    expect(blockProblems(answered.blocks)).toEqual([]);
    expect(bot.asked).toMatchObject([{ text: 'what did gpt-4o cost us yesterday?', asker: { isPublic: true, slackUserId: 'U0ALICE' } }]);
    expect(JSON.stringify(answered.blocks)).not.toContain('"share"');
  });

  it('that Slack sends again is answered once, and another one again', async () => {
    bot = await startBot({ mode });
    await bot.slack.workspace.type('hello', { user: 'alice' });
    const ts = bot.slack.workspace.messages('general').at(-1)?.ts ?? '';
    const sent = { type: 'app_mention', user: 'U0ALICE', channel: 'C0GENERAL', text: `${mention} last 7d`, ts, event_ts: ts };
    await bot.slack.workspace.event(sent, { eventId: 'Ev1' });
    // Slack's own second try has a later timestamp; within the same second the guard refuses it as a replay, which is as good.
    await bot.slack.workspace.event(sent, { eventId: 'Ev1', retry: 1 }).catch(() => undefined);
    await bot.slack.workspace.event(sent, { eventId: 'Ev2' });
    await expect.poll(inGeneral).toHaveLength(2);
  });
});

describe('a mention', () => {
  it('that is no question is left alone, and one that is gets its answer wherever spendbot is named', async () => {
    const team = await startTeamBot();
    onTestFinished(() => team.close());
    const { workspace } = team.slack;
    for (const text of ['cc @spendbot', 'thanks to @spendbot we noticed', 'fyi @spendbot', 'I like @spendbot a lot'])
      await workspace.type(text, { user: 'alice' });
    const asked = ['what did we spend last week, @spendbot?', 'hey @spendbot fish', 'by modle please @spendbot', 'thanks @spendbot'];
    const answers: string[] = [];
    for (const text of asked) answers.push((await (await workspace.type(text, { user: 'alice' })).message()).text);
    expect(answers).toEqual([
      expect.stringContaining('$42.00'),
      expect.stringMatching(/fish.* is not understood/),
      expect.stringMatching(/by modle.*: did you mean/),
      'You’re welcome!',
    ]);
    expect(workspace.messages('general').filter(({ author }) => author === 'U0SPENDBOT')).toHaveLength(asked.length);
  });

  it('in a thread is answered in that thread', async () => {
    bot = await startBot();
    await bot.slack.workspace.type('what did we spend?', { user: 'bob' });
    const root = bot.slack.workspace.messages('general').at(-1)?.ts ?? '';
    const reply = await bot.slack.workspace.type(`@spendbot, last 7d`, { user: 'alice', threadTs: root });
    expect((await reply.message()).threadTs).toBe(root);
    expect(bot.asked.at(-1)?.text).toBe('last 7d');
  });

  it('shows nobody the figures of single people, an admin neither, for everyone can read it', async () => {
    bot = await startBot();
    const reply = await bot.slack.workspace.type(`@spendbot by user last 7d`, { user: 'olga' });
    const answered = await reply.message();
    expect(answered.text).toMatch(/^Figures of single people and keys are not for a whole channel/);
    expect(answered.text).not.toContain('$420.00');
  });

  it('shows them where everyone may see them', async () => {
    bot = await startBot({ config: { peopleVisible: 'everyone' } });
    const reply = await bot.slack.workspace.type(`@spendbot by user last 7d`, { user: 'alice' });
    expect((await reply.message()).text).toContain('$420.00');
  });

  it('about oneself is not answered for everyone', async () => {
    bot = await startBot();
    const reply = await bot.slack.workspace.type(`@spendbot what did I spend yesterday?`, { user: 'alice' });
    expect((await reply.message()).text).toMatch(/^Your own figures are for you alone/);
  });

  it('gets the file of "as csv" in its thread', async () => {
    bot = await startBot({ answers: csvAnswers });
    await bot.slack.workspace.type(`@spendbot by model as csv`, { user: 'alice' });
    await expect.poll(() => inGeneral().flatMap(({ files }) => files)).toHaveLength(1);
    const [asked] = bot.slack.workspace.messages('general');
    expect(inGeneral().every(({ threadTs }) => threadTs === asked?.ts)).toBe(true);
  });

  it('gets an answer when something is broken', async () => {
    const ask = async () => {
      throw new Error('SELECT failed');
    };
    bot = await startBot({ answers: { ask } });
    const reply = await bot.slack.workspace.type(`@spendbot last 7d`);
    expect((await reply.message()).text).toMatch(/^The answer failed/);
  });

  it('by a bot is left alone', async () => {
    bot = await startBot();
    const event = { type: 'app_mention', channel: 'C0GENERAL', text: `${mention} last 7d`, ts: '1.1', event_ts: '1.1' };
    await bot.slack.workspace.event({ ...event, user: 'U0ALICE', bot_id: 'B0OTHER' });
    await bot.slack.workspace.event({ ...event, user: 'U0SPENDBOT' });
    await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(bot.asked).toHaveLength(1);
  });
});

const csvAnswers = { ask: async () => answer({ query: { ...answer().query, form: 'csv' } }) };

describe.each(['socket', 'http'] as const)('a direct message in %s mode', mode => {
  it('is answered where it was written, with what the writer may see', async () => {
    bot = await startBot({ mode });
    const reply = await bot.slack.workspace.type('by user last 7d', { user: 'olga', channel: 'D0OLGA' });
    const answered = await reply.message();
    expect(answered).toMatchObject({ channel: 'D0OLGA', threadTs: null, visibleTo: null });
    expect(answered.text).toContain('$420.00');
    const refused = await (await bot.slack.workspace.type('by user last 7d', { user: 'alice', channel: 'D0ALICE' })).message();
    expect(refused.text).toMatch(/^Figures of single people and keys are for admins/);
  });
});

describe('a direct message', () => {
  it('in a thread is answered there; an edit and a bot are left alone', async () => {
    bot = await startBot();
    const { workspace } = bot.slack;
    await (await workspace.type('last 7d', { user: 'alice', channel: 'D0ALICE' })).message();
    const root = workspace.messages('D0ALICE')[0]?.ts ?? '';
    const reply = await workspace.type('by model', { user: 'alice', channel: 'D0ALICE', threadTs: root });
    expect((await reply.message()).threadTs).toBe(root);
    const event = { type: 'message', channel_type: 'im', channel: 'D0ALICE', text: 'last 7d', ts: '1.1', event_ts: '1.1' };
    await workspace.event({ ...event, user: 'U0ALICE', subtype: 'message_changed' });
    await workspace.event({ ...event, bot_id: 'B0OTHER', user: 'U0OTHER' });
    await workspace.event({ ...event, channel_type: 'channel', channel: 'C0GENERAL', user: 'U0ALICE' });
    await (await workspace.type('/spend last 7d', { user: 'alice' })).message();
    expect(bot.asked).toHaveLength(3);
  });

  it('with a mention of spendbot in it is answered once, without it', async () => {
    bot = await startBot();
    await (await bot.slack.workspace.type(`@spendbot last 7d`, { user: 'alice', channel: 'D0ALICE' })).message();
    expect(bot.asked).toMatchObject([{ text: 'last 7d', asker: { isPublic: false } }]);
  });
});

describe('a file', () => {
  it('asked for with /spend comes in a direct message, which the answer says first', async () => {
    bot = await startBot({ answers: csvAnswers });
    const { workspace } = bot.slack;
    const answered = await (await workspace.type('/spend by model as csv', { user: 'alice' })).message();
    expect(JSON.stringify(answered.blocks?.[1])).toContain('cost-2026-11-15-to-2026-11-21.csv is in your direct messages');
    expect(JSON.stringify(answered.blocks)).toContain('gpt-4o-2024-08-06');
    expect(blockProblems(answered.blocks)).toEqual([]);
    expect(workspace.messages('D0ALICE').flatMap(({ files }) => files)).toHaveLength(1);
    expect(workspace.messages('general').flatMap(({ files }) => files)).toEqual([]);
  });

  it('that cannot be uploaded leaves the text', async () => {
    bot = await startBot({ answers: csvAnswers });
    bot.slack.fail({ method: 'files.getUploadURLExternal', error: 'missing_scope', times: 5 });
    const answered = await (await bot.slack.workspace.type('/spend by model as csv', { user: 'alice' })).message();
    expect(JSON.stringify(answered.blocks)).toContain('gpt-4o-2024-08-06');
    expect(JSON.stringify(answered.blocks)).not.toContain('direct messages');
    expect(JSON.stringify(answered.blocks?.[1])).toContain('could not be sent');
  });

  it('that is shared comes below the shared answer', async () => {
    bot = await startBot({ answers: csvAnswers });
    const { workspace } = bot.slack;
    const answered = await (await workspace.type('/spend by model as csv', { user: 'alice' })).message();
    await workspace.press(answered, 'share', { user: 'alice' });
    await expect.poll(() => workspace.messages('general').flatMap(({ files }) => files)).toHaveLength(1);
  });
});
