import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../demo/slack/message.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';

let bot: Bot;
afterEach(() => bot.close());

async function answered(options: BotOptions = {}): Promise<Message> {
  bot = await startBot(options);
  return (await bot.slack.workspace.type('/spend last 7d', { user: 'alice' })).message();
}

const press = (message: Message) => bot.slack.workspace.press(message, 'share', { user: 'alice' });
const inChannel = () => bot.slack.workspace.messages('general').filter(({ visibleTo }) => visibleTo === null);
const toAlice = () => bot.slack.workspace.messages('general').filter(({ visibleTo }) => visibleTo === 'U0ALICE');
const typesOf = (message: Message | undefined) => message?.blocks.map(({ type }) => type);

describe.each(['socket', 'http'] as const)('"Share in channel" in %s mode', mode => {
  it('posts the answer for everyone, with its chart as a picture that has an alt text', async () => {
    await press(await answered({ mode }));
    await expect.poll(inChannel).toHaveLength(1);
    const [shared] = inChannel();
    expect(typesOf(shared)).toEqual(['header', 'image', 'table', 'context', 'context', 'actions']);
    expect(shared?.blocks[1]).toMatchObject({ alt_text: expect.stringContaining('$420.00') });
    expect(JSON.stringify(shared?.blocks)).toContain('Shared by <@U0ALICE>');
    expect(bot.asked.at(-1)?.text).toBe('cost by model, 15–21 Nov 2026, UTC');
    expect(toAlice()).toHaveLength(1);
  });
});

describe('"Share in channel"', () => {
  it('posts once, however often and quickly it is pressed', async () => {
    const message = await answered();
    await Promise.all([press(message), press(message), press(message)]);
    await expect.poll(() => toAlice().length).toBe(3);
    await expect.poll(inChannel).toHaveLength(1);
    expect(
      toAlice()
        .slice(1)
        .map(({ text }) => text.split('\n')[0]),
    ).toEqual(Array(2).fill('This answer is shared already, or is being shared.'));
  });

  it('never posts twice when Slack took the message and the answer was lost; the asker is told to look', async () => {
    const message = await answered();
    bot.slack.fail({ method: 'chat.postMessage', cutAfterAccept: true });
    const reply = await press(message);
    expect((await reply.message({ index: 1 })).text).toContain('did not confirm');
    expect(inChannel()).toHaveLength(1);
    expect(bot.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  });

  it('waits for a rate limit, then posts once', async () => {
    const message = await answered();
    bot.slack.fail({ method: 'chat.postMessage', status: 429, retryAfterSeconds: 1 });
    await press(message);
    await expect.poll(inChannel).toHaveLength(1);
  });

  it('tells how to invite the bot to a channel that it is not in, and works after that', async () => {
    const message = await answered();
    bot.slack.workspace.removeBot('general');
    const reply = await press(message);
    expect((await reply.message()).text).toContain('/invite @spendbot');
    expect(inChannel()).toEqual([]);
    bot.slack.workspace.invite('general');
    await press(message);
    await expect.poll(inChannel).toHaveLength(1);
  });

  it('posts the words when the chart cannot be drawn', async () => {
    const draw = async () => {
      throw new Error('no renderer');
    };
    await press(await answered({ draw }));
    await expect.poll(inChannel).toHaveLength(1);
    expect(typesOf(inChannel()[0])).toEqual(['header', 'data_visualization', 'table', 'context', 'context', 'actions']);
    expect(bot.log.some(line => line.includes('"level":"warn"') && line.includes('no renderer'))).toBe(true);
  });

  it('posts the words when the picture cannot be uploaded', async () => {
    const message = await answered();
    bot.slack.fail({ method: 'files.getUploadURLExternal', error: 'missing_scope', times: 5 });
    await press(message);
    await expect.poll(inChannel).toHaveLength(1);
    expect(typesOf(inChannel()[0])).not.toContain('image');
  });

  it('posts the words and the picture below them where a message cannot hold it', async () => {
    await press(await answered({ standIn: { refusedBlockTypes: ['image'] } }));
    await expect.poll(inChannel).toHaveLength(2);
    const [words, picture] = inChannel();
    expect(typesOf(words)).toEqual(['header', 'table', 'context', 'context', 'actions']);
    expect(picture).toMatchObject({ threadTs: words?.ts, files: [expect.any(String)] });
  });

  it('answers the presser alone under a shared answer, which stays as it is', async () => {
    await press(await answered());
    await expect.poll(inChannel).toHaveLength(1);
    const before = inChannel();
    const [reply] = await Promise.all(before.map(shared => bot.slack.workspace.press(shared, 'ask:by-project', { user: 'bob' })));
    expect((await reply?.message())?.visibleTo).toBe('U0BOB');
    expect(inChannel()).toEqual(before);
  });
});
