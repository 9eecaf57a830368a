import { afterEach, describe, expect, it } from 'vitest';
import { readSettingsCommand } from '#features/settings/command.ts';
import type { Message } from '../../demo/slack/message.ts';
import { blockProblems } from '../support/block-kit.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
const type = async (text: string, user = 'olga', channel = 'general') =>
  (await bot.slack.workspace.type(text, { user, channel })).message();
const shown = (message: Message | undefined) => JSON.stringify(message);

describe('/spend settings', () => {
  afterEach(() => bot.close());

  it('shows an admin who sees what, the admins, the sources, the scopes and the last changes', async () => {
    bot = await startTeamBot({ config: { admins: ['U0BOB'] } });
    await type('/spend settings scope this channel to project Search');
    const settings = await type('/spend settings', 'bob');
    const text = shown(settings);
    expect(text).toContain('Admins, and each person their own');
    expect(text).toContain('<@U0BOB>');
    expect(text).toContain('OpenAI, admin key');
    expect(text).toContain('<#C0GENERAL> shows only project \\"Search\\", since 22 Nov 2026, 12:00 UTC, by <@U0OLGA>');
    expect(text).toContain('22 Nov 2026, 12:00 UTC: <@U0OLGA> had the answers in <#C0GENERAL> show only project \\"Search\\"');
    expect(text).toContain('Whoever runs spendbot sets who can see people and who else is an admin (SPEND_PEOPLE_VISIBLE, SPEND_ADMINS)');
    expect(text).toContain('“What a channel shows” limits a channel to a project, a model or a mix');
    expect(text).not.toMatch(/bind|scope this channel/);
    expect(blockProblems(settings.blocks)).toEqual([]);
  });

  it('is for admins alone, and changes nothing for anybody else', async () => {
    bot = await startTeamBot();
    expect((await type('/spend settings', 'alice')).text).toMatch(/^Settings are for admins/);
    expect((await type('/spend settings scope this channel to project Search', 'alice')).text).toMatch(/^Settings are for admins/);
    expect((await type('/spend last 7d', 'alice')).text).toMatch(/ · \$42\.00/);
    const mention = await type('@spendbot settings', 'olga');
    expect(mention.text).toMatch(/^Settings are not for a whole channel/);
  });

  it('says what a scope lacks', async () => {
    bot = await startTeamBot();
    expect((await type('/spend settings scope this channel to project Serch')).text).toContain('did you mean');
    expect((await type('/spend settings scope this channel to last week')).text).toContain('A scope is a filter alone');
    expect((await type('/spend settings scope this channel to project Search by model')).text).toContain('A scope is a filter alone');
    expect((await type('/spend settings scope this channel to user "Bob Tanaka"')).text).toContain('cannot be limited to a single person');
    expect((await type('/spend settings scop')).text).toContain('settings scope this channel to project Search');
    expect((await type('/spend settings scope here to project Search', 'olga', 'D0OLGA')).text).toContain('only a channel can be limited');
    expect((await type('/spend last 7d')).text).toMatch(/ · \$42\.00/);
  });
});

describe('in a channel that is bound to a scope', () => {
  afterEach(() => bot.close());

  it('every answer stays inside it, by command, mention, button, share and file', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await type('/spend settings scope this channel to project Search');
    // A day of Search: $3, all Alice's.
    const week = await type('/spend last 7d', 'alice');
    expect(week.text).toMatch(/ · \$21\.00/);
    expect(week.text).toContain('This channel shows only project "Search"');
    expect((await type('/spend', 'alice')).text).toContain('Last 7 days: $21.00');
    expect((await type('@spendbot last 7d', 'alice')).text).toMatch(/ · \$21\.00/);
    expect((await type('/spend without project Search', 'alice')).text).toMatch(/ · \$0\.00/);
    expect((await type('/spend me last 7d', 'bob')).text).toMatch(/ · \$0\.00/);
    const byProject = await (await workspace.press(week, 'ask:by-project', { user: 'alice' })).message();
    expect(shown(byProject)).not.toContain('Chat');
    const csv = await type('/spend by project as csv', 'alice');
    expect(shown(csv)).not.toContain('Chat');
    await workspace.press(await type('/spend by model last 7d', 'alice'), 'share', { user: 'alice' });
    const posted = () => workspace.messages('general').filter(({ visibleTo, text }) => visibleTo === null && text.includes('by model'));
    await expect.poll(() => posted().length).toBe(1);
    expect(posted()[0]?.text).toMatch(/ · \$21\.00/);
  });

  it('other channels and direct messages show everything, and so does it once it is let go', async () => {
    bot = await startTeamBot();
    await type('/spend settings scope this channel to project Search');
    expect((await type('/spend last 7d', 'alice', 'ml-costs')).text).toMatch(/ · \$42\.00/);
    expect((await type('last 7d', 'alice', 'D0ALICE')).text).toMatch(/ · \$42\.00/);
    expect((await type('/spend settings scope #general clear', 'olga', 'ml-costs')).text).toContain('show everything again');
    expect((await type('/spend last 7d', 'alice')).text).toMatch(/ · \$42\.00/);
  });
});

it.each([
  ['', { kind: 'show' }],
  ['scope this channel to project Search', { kind: 'scope', channelId: null, scope: 'project Search' }],
  ['scope to for model gpt-4o', { kind: 'scope', channelId: null, scope: 'for model gpt-4o' }],
  ['scope <#C1|ml-costs> to without batch', { kind: 'scope', channelId: 'C1', scope: 'without batch' }],
  ['scope <#C1> project "Search"', { kind: 'scope', channelId: 'C1', scope: 'project "Search"' }],
  ['scope this channel clear', { kind: 'scope', channelId: null, scope: null }],
  ['scope this channel to everything', { kind: 'scope', channelId: null, scope: null }],
  ['clear scope', { kind: 'scope', channelId: null, scope: null }],
  ['people everyone', { problem: expect.stringContaining('`settings` alone shows them'), suggestion: 'settings', choices: [] }],
])('"settings %s" is read', (text, command) => {
  expect(readSettingsCommand(text)).toEqual(command);
});
