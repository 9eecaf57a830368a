import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../demo/slack/message.ts';
import { answer, modelGroup } from '../support/views/views.ts';
import { type Bot, startBot } from './bot.ts';

const types = (message: Message) => message.blocks.map(({ type }) => type);

describe.each(['socket', 'http'] as const)('/spend in %s mode', mode => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot({ mode });
  });
  afterEach(() => bot.close());

  it('acknowledges at once and answers the asker alone, in a channel the bot is not in too', async () => {
    const { workspace } = bot.slack;
    workspace.removeBot('general');
    const reply = await workspace.type('/spend last 7d', { user: 'alice' });
    const message = await reply.message();
    // Slack waits three seconds.
    expect(reply.acknowledgedAfterMs).toBeLessThan(3000);
    expect(message.visibleTo).toBe('U0ALICE');
    expect(types(message)).toEqual(['header', 'data_visualization', 'table', 'context', 'actions']);
    expect(message.text).toContain('$420.00');
    expect(bot.asked).toMatchObject([
      { text: 'last 7d', asker: { slackUserId: 'U0ALICE', channelId: message.channel, maySeePeople: false, isPublic: false } },
    ]);
  });

  it('answers with the overview, the help and the status', async () => {
    const textOf = async (command: string) => (await (await bot.slack.workspace.type(command)).message()).text;
    expect(await textOf('/spend')).toContain('Today so far: $12.10');
    expect(await textOf('/spend Help ')).toContain('/spend by model\n');
    expect(await textOf('/spend status')).toContain('No OpenAI key is configured');
    expect(bot.asked).toEqual([]);
  });

  it('answers with the check, its verdict first, by model and, when its button is pressed, by day', async () => {
    const { workspace } = bot.slack;
    const message = await (await workspace.type('/spend check', { user: 'alice' })).message();
    expect([message.visibleTo, types(message)]).toEqual([
      'U0ALICE',
      ['header', 'section', 'section', 'section', 'section', 'table', 'context', 'actions'],
    ]);
    expect(message.text).toMatch(/^OpenAI billed \$105\.00, \$5\.00 \(5%\) more than estimated: .*\n/);
    const byDay = await (await workspace.press(message, 'By day', { user: 'alice' })).message();
    expect([byDay.ts, JSON.stringify(byDay.blocks).includes('10 Nov 2026')]).toEqual([message.ts, true]);
    expect(types(byDay)).toContain('table');
  });

  it('answers with the prices of a model, and with the price book, whose buttons ask for a model’s', async () => {
    const { workspace } = bot.slack;
    const ofModel = await (await workspace.type('/spend prices gpt-4o')).message();
    expect(ofModel.text).toMatch(/^gpt-4o costs \$2\.50 in, \$1\.25 cached, \$10\.00 out per 1M tokens/);
    expect(ofModel.text).not.toContain('$15.00');
    expect(types(ofModel)).toContain('table');
    const book = await (await workspace.type('/spend Prices')).message();
    expect(types(book)).toEqual(['header', 'section', 'table', 'actions', 'section', 'context']);
    expect(book.text).toContain('gpt-7-preview: no price of input tokens is known, last used 20 Nov 2026');
    const pressed = await (await workspace.press(book, 'gpt-7-preview')).message();
    expect(pressed.text).toContain('gpt-7-preview has no price');
    expect(bot.asked).toEqual([]);
  });

  it('asks what a button says, and puts the answer in the place of the one it is under', async () => {
    const { workspace } = bot.slack;
    const problem = await (await workspace.type('/spend by modle')).message();
    expect(problem.text).toContain('by modle');
    const answered = await (await workspace.press(problem, 'by model last 7d')).message();
    expect(answered.ts).toBe(problem.ts);
    expect(types(answered)).toContain('data_visualization');
    expect(workspace.messages('general')).toHaveLength(1);
    expect(bot.asked.at(-1)?.text).toBe('by model last 7d');
  });
});

describe('/spend', () => {
  let bot: Bot;
  afterEach(() => bot.close());

  it('reads what was typed, not how Slack sends it', async () => {
    bot = await startBot();
    await (await bot.slack.workspace.type('/spend for project R&D <x>')).message();
    await (await bot.slack.workspace.type('/spend for @bob')).message();
    expect(bot.asked.map(({ text }) => text)).toEqual(['for project R&D <x>', 'for <@U0BOB>']);
  });

  it('answers in words that something is broken, and keeps the reason and any key out of the channel', async () => {
    bot = await startBot({
      answers: {
        ask: async () => {
          throw new Error('SELECT failed with sk-test-1234567890');
        },
      },
    });
    const message = await (await bot.slack.workspace.type('/spend')).message();
    expect(message.text).toContain('Today');
    const failure = await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(failure.text).toMatch(/^The answer failed/);
    expect(failure.text).not.toMatch(/SELECT|sk-test/);
    const reference = /reference (\w{8})/.exec(failure.text)?.[1];
    expect(bot.log.filter(line => line.includes(`"reference":"${reference}"`) && line.includes('SELECT failed'))).toHaveLength(1);
  });

  it('says what is broken when spendbot itself knows', async () => {
    bot = await startBot({
      answers: {
        ask: async () => {
          throw Object.assign(new Error('The database file cannot be opened: check DATABASE_URL.'), { code: 'store_unusable' });
        },
      },
    });
    const failure = await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(failure.text).toContain('The answer failed: The database file cannot be opened: check DATABASE\\_URL.'.replace('\\', ''));
  });

  it('keeps a key out of the channel also where spendbot itself says what is broken', async () => {
    bot = await startBot({
      answers: {
        ask: async () => {
          throw Object.assign(new Error('OpenAI refused the key sk-admin-abcdefgh.'), { code: 'openai_unauthorized' });
        },
      },
    });
    const failure = await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(failure.text).toContain('The answer failed: OpenAI refused the key sk-….');
  });

  it('sends the answer without its chart to a workspace that knows none', async () => {
    bot = await startBot({ standIn: { refusedBlockTypes: ['data_visualization'] } });
    const message = await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(types(message)).toEqual(['header', 'table', 'context', 'actions']);
    expect(bot.log.some(line => line.includes('Slack refused the form'))).toBe(true);
  });

  it('sends the words and numbers when Slack refuses every block', async () => {
    bot = await startBot({ standIn: { refusedBlockTypes: ['data_visualization', 'table', 'context'] } });
    const message = await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(message.blocks).toEqual([]);
    expect(message.text).toContain('gpt-4o: $280.00');
  });

  it('tries again when Slack stumbles', async () => {
    bot = await startBot();
    bot.slack.fail({ method: 'respond', status: 503, times: 2 });
    const message = await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(types(message)).toContain('table');
  });

  it('answers another way when the response URL is dead', async () => {
    bot = await startBot();
    bot.slack.fail({ method: 'respond', status: 404, times: 5 });
    await bot.slack.workspace.type('/spend last 7d', { user: 'alice' });
    await expect.poll(() => bot.slack.workspace.messages('general', { as: 'alice' }).at(-1)?.text).toContain('$420.00');
  });

  it('pings nobody with a name from outside', async () => {
    const name = '<!channel> *x*';
    bot = await startBot({ answers: { ask: async () => answer({ groups: [modelGroup(name, 420, 1)], readAs: name }) } });
    const message = await (await bot.slack.workspace.type('/spend last 7d')).message();
    expect(message.text).not.toMatch(/<!|\*x\*/);
    expect(JSON.stringify(message.blocks)).not.toContain('<!');
  });

  it('waits with stopping for an answer that is being made', async () => {
    const answered = Promise.withResolvers<ReturnType<typeof answer>>();
    bot = await startBot({ answers: { ask: () => answered.promise } });
    const reply = await bot.slack.workspace.type('/spend last 7d');
    await expect.poll(() => bot.asked.length).toBe(1);
    let stopped = false;
    const stopping = bot.app.stop().then(() => {
      stopped = true;
    });
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(stopped).toBe(false);
    answered.resolve(answer());
    await stopping;
    expect(reply.messages()).toHaveLength(1);
  });
});
