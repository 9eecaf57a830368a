import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeamBot, type TeamBot } from '../team-bot.ts';
import { personal, personalTeam } from './personal-team.ts';

/** After SPEND_PEOPLE_VISIBLE went back from `everyone` to `admins`. */
let bot: TeamBot;
beforeAll(async () => {
  bot = await startTeamBot({ fill: personalTeam });
}, 60_000);
afterAll(() => bot.close());

const questions = [
  ...['', 'budget', 'budgets', 'alerts', 'digest', 'digest preview 1', 'digest preview 2', 'digest preview 3', 'digest preview weekly'],
  ...['help', 'status', 'forecast', 'why last 7d', 'last 7d', 'by model as csv', 'settings', 'for prod', 'for search pro', 'for Bo'],
  ...['by usr', 'for user "Bo Tanaka"', 'for @bob', 'last 7d for @bob by modle', 'for key serch', 'why for bob', 'forecast for bob'],
];

async function answer(text: string, user: string, way: 'command' | 'mention' | 'direct', channel = 'general') {
  const { workspace } = bot.slack;
  const typed = { command: `/spend ${text}`, mention: `@spendbot ${text}`, direct: text || 'overview' }[way];
  const reply = await workspace.type(typed, { user, channel: way === 'direct' ? `D0${user.toUpperCase()}` : channel });
  return reply.message();
}

/** All that people see of a message; what they typed comes back in the values of buttons. */
const shownIn = ({ text, blocks }: { text: string; blocks: readonly object[] }) => JSON.stringify([text, blocks]);

describe('what was set up about people while everyone could see them', () => {
  it.each(questions.flatMap(text => (['command', 'mention', 'direct'] as const).map(way => [text, way] as const)))(
    'is not shown to a member by "%s" (%s)',
    async (text, way) => {
      const shown = shownIn(await answer(text, 'alice', way, way === 'command' ? 'random' : 'general'));
      // What she typed herself is no news to her.
      expect(text.includes('Tanaka') ? shown.replaceAll('Bo Tanaka', '') : shown.replaceAll(text, '')).not.toMatch(personal);
    },
  );

  it.each(questions)('is not shown to a channel by an admin’s mention "%s"', async text => {
    const shown = shownIn(await answer(text, 'olga', 'mention'));
    expect(text.includes('Tanaka') ? shown.replaceAll('Bo Tanaka', '') : shown.replaceAll(text, '')).not.toMatch(personal);
  });

  it('is shown to an admin who asks alone', async () => {
    expect((await answer('budget', 'olga', 'command', 'random')).text).toContain('Bob');
    expect((await answer('alerts', 'olga', 'command', 'random')).text).toContain('Bob');
    expect((await answer('digest', 'olga', 'command', 'random')).text).toContain('Bob');
    expect((await answer('digest preview 1', 'olga', 'command', 'random')).text).toContain('$14.00');
  });

  it('is in the Home of an admin, and of nobody else', async () => {
    const { workspace } = bot.slack;
    for (const user of ['alice', 'olga']) await workspace.openHome(user);
    await expect.poll(() => workspace.homeOf('olga')).toBeDefined();
    expect(JSON.stringify(workspace.homeOf('olga')?.blocks)).toMatch(/Bob.*search prod/s);
    await expect.poll(() => workspace.homeOf('alice')).toBeDefined();
    expect(JSON.stringify(workspace.homeOf('alice')?.blocks)).not.toMatch(personal);
  });

  it.each([
    'last 7d',
    'by model last 7d',
    '',
    'forecast',
    'why last 7d',
    'by day as csv',
    'budget',
    'help',
    'status',
    'digest preview weekly',
  ])('makes a channel whose scope is one person answer "%s" with nothing, except an admin alone', async text => {
    const nothing = /^This channel shows only figures of a single person or key/;
    expect((await answer(text, 'alice', 'command', 'ml-costs')).text).toMatch(nothing);
    expect((await answer(text, 'olga', 'mention', 'ml-costs')).text).toMatch(nothing);
    expect((await answer(text, 'olga', 'command', 'ml-costs')).text).not.toMatch(nothing);
  });

  it('is not posted any more, and who set it up is told so once for each thing', async () => {
    const { workspace } = bot.slack;
    const notes = () => workspace.messages('D0OLGA').filter(({ text }) => text.includes('no longer posts this'));
    // A budget, an alert with several days, and a digest, of Bob and of the key.
    await expect.poll(() => notes().length, { timeout: 30_000 }).toBe(6);
    const posted = () =>
      workspace
        .messages('general')
        .filter(({ author, visibleTo, threadTs }) => author === 'U0SPENDBOT' && visibleTo === null && threadTs === null);
    await expect.poll(() => posted().some(({ text }) => text.includes('$42.00')), { timeout: 30_000 }).toBe(true);
    expect(JSON.stringify(posted())).not.toMatch(personal);
    expect(
      notes()
        .map(({ text }) => text)
        .join('\n'),
    ).not.toMatch(/\$/);
    expect(new Set(notes().map(({ text }) => text)).size).toBe(6);
  }, 90_000);
});
