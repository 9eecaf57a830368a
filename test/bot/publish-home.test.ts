import { afterEach, describe, expect, it } from 'vitest';
import { homeBlocks } from '#features/home/blocks.ts';
import { home } from '#features/home/home.ts';
import { homeViewers, saveHomeViewer } from '#features/home/home-viewers-store.ts';
import { blockProblems } from '../support/block-kit.ts';
import { testDatabase } from '../support/database.ts';
import { testParts } from '../support/parts.ts';
import { type Bot, startBot } from './bot.ts';
import { homeCalled, hostileNames } from './hostile.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

describe('the App Home', () => {
  let bot: TeamBot;
  afterEach(() => bot.close());

  const homeOf = async (user: string) => {
    await bot.slack.workspace.openHome(user);
    await expect.poll(() => bot.slack.workspace.homeOf(user)).toBeDefined();
    return bot.slack.workspace.homeOf(user);
  };

  it('has the overview, the month’s models and the last collection, published when it is opened', async () => {
    bot = await startTeamBot();
    const home = await homeOf('alice');
    const shown = JSON.stringify(home?.blocks);
    // The last seven days: 7 × $6. November so far, of which 14 days were collected: 14 × $3 each model.
    expect(shown).toContain('$42.00');
    expect(shown).toContain('gpt-4o-2024-08-06: $42.00, 50%');
    expect(shown).toContain('14 days collected');
    expect(blockProblems(home?.blocks, 'home')).toEqual([]);
    expect(shown).not.toContain('ask:settings');
    expect(JSON.stringify((await homeOf('olga'))?.blocks)).toContain('ask:settings');
  });

  it('answers its buttons with a direct message, and each person sees what they may', async () => {
    bot = await startTeamBot();
    const home = await homeOf('alice');
    if (home === undefined) throw new Error('no Home');
    await bot.slack.workspace.pressInView(home, 'ask:mine');
    await expect.poll(() => bot.slack.workspace.messages('D0ALICE').at(-1)?.text).toMatch(/^\$28\.00/);
  });
});

describe('after a collection', () => {
  let bot: Bot;
  afterEach(() => bot.close());

  it('the App Home of everyone who opened it lately is made anew, also when one of them has left', async () => {
    bot = await startBot();
    for (const viewer of ['U0OLGA', 'U0ALICE', 'U0LEFT']) await saveHomeViewer(bot.database, viewer, new Date());
    await bot.app.publishHomes();
    expect(bot.slack.workspace.homeOf('alice')).toBeDefined();
    expect(bot.slack.workspace.homeOf('olga')).toBeDefined();
    expect(bot.slack.workspace.homeOf('bob')).toBeUndefined();
  });

  it('who opened it is remembered', async () => {
    bot = await startBot();
    await bot.slack.workspace.openHome('bob');
    await expect.poll(() => homeViewers(bot.database, new Date(0))).toEqual(['U0BOB']);
  });
});

describe('the blocks of the App Home', () => {
  it('are accepted with any name in them, and ping nobody', async () => {
    const plain = await home(testParts(await testDatabase()), new Date('2026-11-22T12:00:00Z'), { isAdmin: true, maySeePeople: true });
    for (const name of hostileNames) {
      const blocks = homeBlocks(homeCalled(plain, name));
      expect(blockProblems(JSON.parse(JSON.stringify(blocks)), 'home')).toEqual([]);
      expect(JSON.stringify(blocks)).not.toMatch(/<[!@]/);
    }
  });
});
