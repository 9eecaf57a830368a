import { afterEach, describe, expect, it } from 'vitest';
import { homeBlocks } from '#features/home/blocks.ts';
import { home } from '#features/home/home.ts';
import { homeViewers, saveHomeViewer } from '#features/home/home-viewers-store.ts';
import { blockProblems } from '../support/block-kit.ts';
import { testDatabase } from '../support/database.ts';
import { givenSource, givenUsage } from '../support/day-builder.ts';
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
    expect(shown).toContain('gpt-4o: $42.00, 50%');
    expect(shown).toContain('14 days collected');
    expect(blockProblems(home?.blocks, 'home')).toEqual([]);
    expect(shown).not.toContain('ask:settings');
    expect(JSON.stringify((await homeOf('olga'))?.blocks)).toContain('ask:settings');
  });

  it('shows a picture of the month, which is uploaded once for everyone', async () => {
    bot = await startTeamBot();
    const pictureOf = async (user: string) => (await homeOf(user))?.blocks.find(({ type }) => type === 'image');
    await expect
      .poll(() => pictureOf('alice'))
      .toMatchObject({
        slack_file: { id: expect.stringMatching(/^F/) },
        alt_text: expect.stringContaining('1–22 Nov 2026'),
      });
    const { slack_file } = Object(await pictureOf('alice'));
    await expect.poll(() => pictureOf('olga')).toMatchObject({ slack_file });
  });

  it('has each budget as a bar, and a small line for each project', async () => {
    bot = await startTeamBot();
    for (const text of ['budget $100 per month', 'budget $40 per month for project Search', 'budget $500 per month for project Chat'])
      await (await bot.slack.workspace.type(`/spend ${text}`, { user: 'olga' })).message();
    const shown = async () => JSON.stringify((await homeOf('olga'))?.blocks);
    // 14 days of $3 for each project: $42 of $40, $84 of $100, $42 of $500.
    await expect.poll(shown).toContain('🔴 ██████████ *Search* 105% of $40 monthly, $2 over');
    await expect.poll(shown).toContain('🟡 ████████░░ *Everything* 84% of $100 monthly');
    await expect.poll(shown).toContain('🟢 ░░░░░░░░░░ *Chat* 8% of $500 monthly');
    expect(await shown()).toContain(`${'█'.repeat(14)} *Search*\u00a0$42.00`);
  });

  it('says first of the collection whether all is well, and lists digests in whole sentences', async () => {
    bot = await startTeamBot();
    await (await bot.slack.workspace.type('/spend digest daily at 9:00', { user: 'olga' })).message();
    const shown = JSON.stringify((await homeOf('olga'))?.blocks);
    expect(shown).toContain('"Daily at 09:00 UTC in <#C0GENERAL>"');
    const said = /"text":"Collection"[^{]*},"block_id":"[^"]*"},{"type":"section","text":{"type":"mrkdwn","text":"([^"]*)"/.exec(
      shown,
    )?.[1];
    expect(said).toMatch(/^(?:Everything through|Not all is well|OpenAI was last read|Collecting right now)\b/);
  });

  it('answers its buttons in a form, and each person sees what they may', async () => {
    bot = await startTeamBot();
    const home = await homeOf('alice');
    if (home === undefined) throw new Error('no Home');
    await bot.slack.workspace.pressInView(home, 'ask:mine');
    await expect.poll(() => JSON.stringify(bot.slack.workspace.modalsOf('alice').at(-1)?.blocks)).toContain('$28.00');
    expect(bot.slack.workspace.modalsOf('alice')).toHaveLength(1);
    expect(bot.slack.workspace.messages('D0ALICE')).toEqual([]);
  });

  it('lists open alerts, which admins acknowledge there, and everyone asks why', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    workspace.invite('general');
    await (await workspace.type('/spend budget $40 per month for project Search', { user: 'olga' })).message();
    const listed = async (user: string) => JSON.stringify((await homeOf(user))?.blocks);
    await expect.poll(() => listed('olga')).toContain('alert in <#C0GENERAL>');
    const home = await homeOf('olga');
    if (home === undefined) throw new Error('no Home');
    expect(blockProblems(home.blocks, 'home')).toEqual([]);
    expect(await listed('alice')).toMatch(/alert in <#C0GENERAL>.*ask:why/);
    expect(await listed('alice')).not.toMatch(/home:acknowledge|home:snooze/);
    await workspace.pressInView({ ...home, user: 'U0ALICE' }, 'home:acknowledge');
    await expect.poll(() => JSON.stringify(workspace.modalsOf('alice'))).toContain('are changed by admins');
    await workspace.pressInView(home, 'home:acknowledge');
    await expect.poll(() => JSON.stringify(workspace.homeOf('olga')?.blocks)).toMatch(/alert in <#C0GENERAL> · <@U0OLGA> is on it/);
    expect(JSON.stringify(workspace.homeOf('olga')?.blocks)).not.toContain('home:acknowledge');
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
  it('say once that figures are out of date', async () => {
    const database = await testDatabase();
    const readAt = new Date('2026-11-22T01:00:00Z');
    await givenUsage(database, 'admin', '2026-11-22', [{ model: 'o3', usd: '3', requests: 1, inputTokens: 10 }], readAt);
    await givenSource(database, 'admin');
    const view = await home(testParts(database), new Date('2026-11-22T12:00:00Z'), { isAdmin: true, maySeePeople: true });
    expect(JSON.stringify(homeBlocks(view, null)).match(/was last read/g)).toHaveLength(1);
  });

  it('are accepted with any name in them, and ping nobody', async () => {
    const plain = await home(testParts(await testDatabase()), new Date('2026-11-22T12:00:00Z'), { isAdmin: true, maySeePeople: true });
    for (const name of hostileNames) {
      const blocks = homeBlocks(homeCalled(plain, name), { fileId: 'F012345', altText: 'November' });
      expect(blockProblems(JSON.parse(JSON.stringify(blocks)), 'home')).toEqual([]);
      expect(JSON.stringify(blocks)).not.toMatch(/<[!@]/);
    }
  });
});
