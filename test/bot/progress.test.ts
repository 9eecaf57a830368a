import { afterEach, describe, expect, it } from 'vitest';
import type { Collections } from '#collect/collections.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { blockProblems } from '../support/block-kit.ts';
import { answer, usd } from '../support/views/views.ts';
import { type Bot, startBot } from './bot.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: Bot;
let timer: NodeJS.Timeout;
afterEach(async () => {
  clearInterval(timer);
  await bot.close();
});

/** A first collection of 90 days, `step` of them every half second, of which the question needs the first 60. */
function collection(step: number, { isBegun = true } = {}) {
  const running = new Map<string, Collections['running'] extends ReadonlyMap<string, infer Progress> ? Progress : never>();
  let daysDone = 0;
  const goOn = () => {
    daysDone = Math.min(daysDone + step, 90);
    if (daysDone < 90) running.set('admin', { source: 'admin', daysDone, days: 90, requestsDone: 0, requests: 1 });
    else running.delete('admin');
  };
  const begin = () => {
    goOn();
    timer = setInterval(goOn, 500);
  };
  if (isBegun) begin();
  const ask = async (): Promise<AnswerView> => {
    const missing = daysDone < 60 ? ['2026-10-01'] : [];
    return answer({ missingDays: missing, total: { ...answer().total, costNanoUsd: usd(daysDone) } });
  };
  return { answers: { ask }, parts: { running }, begin };
}

const shownTo = (user: string) => bot.slack.workspace.messages('general', { as: user }).filter(({ author }) => author === 'U0SPENDBOT');

describe('while the first collection runs', () => {
  it('an answer says how far it is, and is completed in its place, within five uses of its response URL', async () => {
    const { begin, ...collected } = collection(5, { isBegun: false });
    bot = await startBot(collected);
    begin();
    const reply = await bot.slack.workspace.type('/spend last 90d', { user: 'alice' });
    const first = await reply.message();
    expect(JSON.stringify(first.blocks)).toMatch(/collecting: 5 of 90 days/);
    expect(blockProblems(first.blocks)).toEqual([]);
    await expect.poll(() => shownTo('alice')[0]?.text, { timeout: 20_000 }).not.toContain('collecting');
    expect(shownTo('alice')).toHaveLength(1);
    const texts = reply.messages().map(({ text }) => /collecting: \d+/.exec(text)?.[0] ?? 'done');
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.length).toBeLessThanOrEqual(5);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('an answer that lacks nothing is final', async () => {
    bot = await startBot({ ...collection(1), answers: { ask: async () => answer() } });
    const message = await (await bot.slack.workspace.type('/spend last 7d', { user: 'alice' })).message();
    expect(message.text).not.toContain('collecting');
  });

  it('an answer in a thread is completed there', async () => {
    bot = await startBot(collection(20));
    const reply = await bot.slack.workspace.type('@spendbot last 90d', { user: 'alice' });
    expect((await reply.message()).text).toContain('collecting: ');
    await expect.poll(() => shownTo('bob')[0]?.text, { timeout: 20_000 }).not.toContain('collecting');
    expect(shownTo('bob')).toHaveLength(1);
  });

  it('an answer to a button under a shared one changes nothing that everyone sees', async () => {
    const { answers, parts, begin } = collection(20, { isBegun: false });
    let isRunning = false;
    bot = await startBot({
      parts,
      answers: { ask: text => (isRunning ? answers.ask() : Promise.resolve(answer({ readAs: text }))) },
    });
    const { workspace } = bot.slack;
    await workspace.press(await (await workspace.type('/spend last 7d', { user: 'alice' })).message(), 'share', { user: 'alice' });
    await expect.poll(() => shownTo('carol')).toHaveLength(1);
    const before = shownTo('carol');
    isRunning = true;
    begin();
    for (const shared of before) {
      const reply = await workspace.press(shared, 'ask:by-project', { user: 'bob' });
      expect((await reply.message()).text).toContain('collecting: ');
    }
    await new Promise(resolve => setTimeout(resolve, 3_500));
    expect(shownTo('carol')).toEqual(before);
  });

  it.each([
    ['a command', '/spend last 90d as csv', 'D0ALICE'],
    ['a mention', '@spendbot last 90d as csv', 'general'],
  ])('an answer to %s with a file stays as the file is, and says to ask again', async (_what, typed, fileIn) => {
    const { answers, parts, begin } = collection(30, { isBegun: false });
    const asCsv = async () => {
      const view = await answers.ask();
      return { ...view, query: { ...view.query, form: 'csv' as const } };
    };
    bot = await startBot({ parts, answers: { ask: asCsv } });
    begin();
    const reply = await bot.slack.workspace.type(typed, { user: 'alice' });
    const { text } = await reply.message();
    expect(text).toContain('Not collected yet: 1 Oct');
    expect(text).toMatch(/^collecting: 30 of 90 days\. The file has only what is collected so far: ask again for the rest\.$/m);
    const files = () => bot.slack.workspace.messages(fileIn).flatMap(message => message.files);
    await expect.poll(files).toHaveLength(1);
    await new Promise(resolve => setTimeout(resolve, 3_500));
    expect(parts.running.size).toBe(0);
    const words = [...reply.messages(), ...shownTo('alice')].filter(message => message.files.length === 0);
    expect(words.map(message => message.text)).toEqual([text, text]);
    expect(files()).toHaveLength(1);
  });

  it('stopping does not wait for it', async () => {
    bot = await startBot({ ...collection(0), answers: { ask: async () => answer({ missingDays: ['2026-10-01'] }) } });
    await (await bot.slack.workspace.type('/spend last 90d', { user: 'alice' })).message();
    const start = performance.now();
    await bot.app.stop();
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('the whole bot, while it collects', () => {
  let whole: TeamBot;
  afterEach(() => whole.close());

  it('says how many of its days it has', async () => {
    whole = await startTeamBot();
    const { text } = await (await whole.slack.workspace.type('/spend last 30d', { user: 'alice' })).message();
    // Seven days back, and today.
    expect(text).toMatch(/^collecting: \d of 8 days$/m);
  });
});
