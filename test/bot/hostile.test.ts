import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#data/database/open.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import type { Message } from '../../demo/slack/message.ts';
import { blockProblems } from '../support/block-kit.ts';
import { givenSource, givenUsage } from '../support/day-builder.ts';
import { hostileNames } from './hostile.ts';
import { startTeamBot, type TeamBot, teamDays, teamNow } from './team-bot.ts';

/** A model, project, person and key of every hostile name; the ids are as OpenAI gives them. */
async function hostileTeam(database: Database): Promise<void> {
  await givenSource(database, 'admin');
  for (const day of teamDays) {
    await givenUsage(
      database,
      'admin',
      day,
      hostileNames.map((model, index) => ({
        ...{ model, project: `proj_${index}`, user: `user-${index}`, key: `key_${index}`, usd: String(index + 1), requests: 1 },
      })),
    );
  }
  const named = (prefix: string) => hostileNames.map((name, index) => ({ id: `${prefix}${index}`, name, email: null }));
  await saveNames(database, 'admin', { users: named('user-'), projects: named('proj_'), keys: named('key_') }, teamNow);
}

describe('with hostile names of everything', () => {
  let bot: TeamBot;
  beforeAll(async () => {
    bot = await startTeamBot({ fill: hostileTeam, hasOddWords: true });
  });
  afterAll(() => bot.close());

  /** A mention is one only where Slack would see it: not in what a button carries. */
  function pingsIn({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string[] {
    const shown = JSON.stringify({ text, blocks }, (key, value) => (key === 'value' ? undefined : value));
    return Array.from(shown.matchAll(/<[!@#][^>]*>?|<https?:/g), ([found]) => found);
  }

  it.each([
    'by model',
    'by project',
    'by user',
    'by key',
    'by user and model',
    'by model as table',
    'by project as json',
    'help',
    '',
    'why yesterday',
    'forecast',
    'check',
    'prices',
  ])('"/spend %s" is answered, pings nobody, and is accepted by Slack', async text => {
    const answered = await (await bot.slack.workspace.type(`/spend ${text}`, { user: 'olga' })).message();
    expect(answered.text).not.toMatch(/failed/);
    expect(blockProblems(answered.blocks)).toEqual([]);
    expect(pingsIn(answered)).toEqual([]);
  });

  it('a shared answer, a thread and the App Home ping nobody', async () => {
    const { workspace } = bot.slack;
    const answered = await (await workspace.type('/spend by model last 7d', { user: 'alice' })).message();
    await workspace.press(answered, 'share', { user: 'alice' });
    const shared = () => workspace.messages('general').filter(({ visibleTo, author }) => visibleTo === null && author === 'U0SPENDBOT');
    await expect.poll(() => shared().length).toBe(1);
    await (await workspace.type('@spendbot by project last 7d', { user: 'alice' })).message();
    for (const message of shared()) expect(pingsIn(message).filter(found => found !== '<@U0ALICE>')).toEqual([]);
    await workspace.openHome('olga');
    await expect.poll(() => workspace.homeOf('olga')).toBeDefined();
    expect(blockProblems(workspace.homeOf('olga')?.blocks, 'home')).toEqual([]);
    expect(pingsIn({ text: '', blocks: workspace.homeOf('olga')?.blocks ?? [] })).toEqual([]);
  });

  it('a file runs no formula in a spreadsheet', async () => {
    await (await bot.slack.workspace.type('/spend by project as csv', { user: 'alice' })).message();
    const [id = ''] = bot.slack.workspace.messages('D0ALICE').flatMap(({ files }) => files);
    const download = await fetch(`${bot.slack.url}/files/${id}`);
    const rows = Papa.parse<string[]>(await download.text(), { skipEmptyLines: true }).data;
    expect(rows).toHaveLength(hostileNames.length + 1);
    for (const cell of rows.flat()) expect(/^[=+@\t\r]/.test(cell) || /^-\D/.test(cell), cell).toBe(false);
  });
});
