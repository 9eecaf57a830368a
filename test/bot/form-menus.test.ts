import { afterEach, describe, expect, it } from 'vitest';
import { filledIn } from './filled-form.ts';
import { formBelow, foundBy, heldBy, offeredFor, saidTo, teamWith } from './searched-form.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
afterEach(() => bot.close());

const budget = { channel: 'C0GENERAL', amount: '500', period: 'month', thresholds: '50' };

describe.each(['socket', 'http'] as const)('the scope menu of a form in %s mode', mode => {
  it('offers everything, each project and each model, and finds them by a part of their name or id, whatever the case', async () => {
    bot = await startTeamBot({ mode });
    const form = await formBelow(bot.slack, 'settings', 'form:budget');
    expect(heldBy(form).scope).toBe('Everything');
    expect(await offeredFor(bot.slack, form, '')).toEqual([
      'Everything',
      'Project Chat',
      'Project Search',
      'Model gpt-4o-2024-08-06',
      'Model o3-2025-04-16',
    ]);
    expect(await offeredFor(bot.slack, form, 'SEAR')).toEqual(['Project Search']);
    expect(await offeredFor(bot.slack, form, 'proj_CHAT')).toEqual(expect.arrayContaining(['Project Chat']));
    expect(await offeredFor(bot.slack, form, '4O project')).toEqual([]);
    expect(await offeredFor(bot.slack, form, 'nothing of ours')).toEqual([]);
    expect(await bot.slack.workspace.submit(form, filledIn(form, { ...budget, scope: await foundBy(bot.slack, form, 'sear') }))).toEqual(
      {},
    );
    expect((await saidTo(bot.slack, 'budget')).text).toContain('project "Search"');
  });
});

describe('the scope menu', () => {
  it('offers a mix that is typed into it as it is read', async () => {
    bot = await startTeamBot();
    const form = await formBelow(bot.slack, 'settings', 'form:budget');
    expect(await offeredFor(bot.slack, form, 'project search without batch')).toEqual(['project "Search" without tier batch']);
    const scope = await foundBy(bot.slack, form, 'project search without batch');
    expect(await bot.slack.workspace.submit(form, filledIn(form, { ...budget, scope }))).toEqual({});
    expect((await saidTo(bot.slack, 'budget')).text).toContain('project "Search" without tier batch');
  });

  it('takes the mix that its hint names, in each form', async () => {
    bot = await startTeamBot();
    for (const button of ['form:budget', 'form:alert', 'form:digest', 'form:scope']) {
      const form = await formBelow(bot.slack, 'settings', button);
      const hint = String(Object(form.blocks.find(({ block_id }) => block_id === 'scope')?.hint).text);
      expect(hint).toBe('Pick one, or type a mix: model gpt-4o in project Search');
      expect(await offeredFor(bot.slack, form, hint.split(': ')[1] ?? '')).toEqual(['model gpt-4o and project "Search"']);
    }
  });

  it('is empty for a member, who could not open its form, and for a form or menu that there is not', async () => {
    bot = await startTeamBot();
    const form = await formBelow(bot.slack, 'settings', 'form:budget');
    const { workspace } = bot.slack;
    expect(await workspace.search({ ...form, user: 'U0ALICE' }, 'scope', '')).toEqual([]);
    expect(await workspace.search({ ...form, given: { ...form.given, callback_id: 'form:none' } }, 'scope', '')).toEqual([]);
    expect(await workspace.search(form, 'amount', '')).toEqual([]);
  });

  it('offers people and keys only where everyone may see their figures', async () => {
    bot = await startTeamBot();
    const personal = /Alice|Bob|prod/;
    expect((await offeredFor(bot.slack, await formBelow(bot.slack, 'settings', 'form:budget'), '')).join()).not.toMatch(personal);
    expect((await offeredFor(bot.slack, await formBelow(bot.slack, 'settings', 'form:scope'), 'alice')).join()).not.toMatch(personal);
    await bot.close();
    bot = await startTeamBot({ config: { peopleVisible: 'everyone' } });
    const form = await formBelow(bot.slack, 'settings', 'form:budget');
    expect(await offeredFor(bot.slack, form, 'o')).toEqual(expect.arrayContaining(['Person Alice Moreau', 'Key chat prod']));
    expect(
      await bot.slack.workspace.submit(form, filledIn(form, { ...budget, scope: await foundBy(bot.slack, form, 'person moreau') })),
    ).toEqual({});
  });

  it('shows a project called <!channel> & "x" as it is called, and sets up what it names', async () => {
    const name = '<!channel> & "x"';
    bot = await startTeamBot({ fill: teamWith([name, 'Other']), hasOddWords: true });
    const form = await formBelow(bot.slack, 'settings', 'form:budget');
    const [shown = ''] = await offeredFor(bot.slack, form, 'CHANNEL> &');
    // Invisible, and in case it ends up where Slack would ping.
    expect(shown.replaceAll('\u200b', '')).toBe(`Project ${name}`);
    expect(shown).not.toContain('<!');
    expect(
      await bot.slack.workspace.submit(form, filledIn(form, { ...budget, scope: await foundBy(bot.slack, form, 'channel> &') })),
    ).toEqual({});
    const { text } = await saidTo(bot.slack, 'budget');
    expect(text).toContain('&lt;!channel&gt; &amp;');
    expect(text).not.toContain('Other');
  });

  it('of 500 projects offers 100 options with models among them, and finds each project', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `Team ${String(index).padStart(3, '0')} ${'x'.repeat(90)}`);
    bot = await startTeamBot({ fill: teamWith(names) });
    const form = await formBelow(bot.slack, 'settings', 'form:digest');
    const texts = await offeredFor(bot.slack, form, '');
    expect(texts).toHaveLength(100);
    expect(new Set(texts)).toHaveLength(100);
    expect(texts).toEqual(expect.arrayContaining(['Everything', 'Model gpt-4o-2024-08-06', 'Model o3-2025-04-16']));
    const asked = performance.now();
    expect(await offeredFor(bot.slack, form, 'team 437')).toEqual([expect.stringMatching(/^Project Team 437 x+…x+$/)]);
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(await foundBy(bot.slack, form, 'TEAM 499')).toBe('for project "proj_499"');
  });

  it('tells two projects of one name apart by their ids', async () => {
    bot = await startTeamBot({ fill: teamWith(['Twin', 'Twin']) });
    const form = await formBelow(bot.slack, 'settings', 'form:alert');
    expect(await offeredFor(bot.slack, form, 'project twin')).toEqual(['Project Twin (proj_0)', 'Project Twin (proj_1)']);
    const scope = await foundBy(bot.slack, form, 'proj_1');
    const alert = { channel: 'C0GENERAL', kind: 'day', amount: '20', scope };
    expect(await bot.slack.workspace.submit(form, filledIn(form, alert))).toEqual({});
    expect((await saidTo(bot.slack, 'alerts')).text).toContain('proj_1');
  });

  it('stays inside the scope of the channel that its form was opened from, but for the form that sets that scope', async () => {
    bot = await startTeamBot();
    bot.slack.workspace.invite('ml-costs');
    await saidTo(bot.slack, 'settings scope this channel to project Search', 'ml-costs');
    const form = await formBelow(bot.slack, 'settings', 'form:budget', 'ml-costs');
    expect(heldBy(form)).toMatchObject({ scope: 'All of project "Search"', channel: 'C0MLCOSTS' });
    expect(await offeredFor(bot.slack, form, '')).toEqual([
      'All of project "Search"',
      'Project Search',
      'Model gpt-4o-2024-08-06, in project "Search"',
    ]);
    expect(await offeredFor(bot.slack, form, 'chat')).toEqual([]);
    expect(await offeredFor(bot.slack, form, 'project Chat')).toEqual([]);
    // So much that no alert is posted between the answers.
    const values = { ...budget, amount: '5000', channel: 'C0MLCOSTS' };
    expect(await bot.slack.workspace.submit(form, filledIn(form, { ...values, scope: 'all here' }))).toEqual({});
    const again = await formBelow(bot.slack, 'settings', 'form:budget', 'ml-costs');
    const scope = await foundBy(bot.slack, again, 'gpt-4o-2024-08-06');
    expect(await bot.slack.workspace.submit(again, filledIn(again, { ...values, amount: '7000', scope }))).toEqual({});
    const { text } = await saidTo(bot.slack, 'budget');
    expect(text).toMatch(/for project "Search"[\s\S]*model gpt-4o-2024-08-06 and project "Search"/);
    const silent = await formBelow(bot.slack, 'settings', 'form:alert', 'ml-costs');
    const filled = { channel: 'C0MLCOSTS', kind: 'silent', amount: '6h', scope: 'all here' };
    expect(await bot.slack.workspace.submit(silent, filledIn(silent, filled))).toEqual({});

    const binding = await formBelow(bot.slack, 'settings', 'form:scope', 'ml-costs');
    expect(heldBy(binding)).toMatchObject({ scope: 'project "Search" (as now)', channel: 'C0MLCOSTS' });
    expect(await offeredFor(bot.slack, binding, 'chat')).toEqual(['Project Chat']);
  });
});

describe('the time zone menu', () => {
  it('holds the zone that the person has in Slack, and finds others by city or offset', async () => {
    const members = [{ name: 'Olga Lind', email: 'olga@acme.example', role: 'owner', told: { tz: 'America/New_York' } }] as const;
    bot = await startTeamBot({ standIn: { members } });
    const form = await formBelow(bot.slack, 'settings', 'form:digest');
    expect(heldBy(form).zone).toBe('America/New_York (UTC−5)');
    expect((await offeredFor(bot.slack, form, '', 'zone')).slice(0, 2)).toEqual(['UTC (UTC+0)', 'Africa/Abidjan (UTC+0)']);
    expect(await offeredFor(bot.slack, form, '', 'zone')).toHaveLength(100);
    expect(await offeredFor(bot.slack, form, 'new YORK', 'zone')).toEqual(['America/New_York (UTC−5)']);
    expect(await offeredFor(bot.slack, form, 'utc+5:30', 'zone')).toEqual(['Asia/Calcutta (UTC+5:30)', 'Asia/Colombo (UTC+5:30)']);
    expect(await offeredFor(bot.slack, form, 'atlantis', 'zone')).toEqual([]);
    const values = {
      channel: 'C0GENERAL',
      scope: 'everything',
      rhythm: 'daily',
      time: '09:00',
      zone: await foundBy(bot.slack, form, 'berlin', 'zone'),
    };
    expect(await bot.slack.workspace.submit(form, filledIn(form, values))).toEqual({});
    const changing = await formBelow(bot.slack, 'digest', 'form:digest:1');
    expect(heldBy(changing)).toMatchObject({ zone: 'Europe/Berlin (UTC+1)', time: '09:00', rhythm: 'Every day', scope: 'Everything' });
  });
});

describe('the channel of a form', () => {
  it('is the one that it was opened from; outside of channels Slack picks it', async () => {
    bot = await startTeamBot();
    bot.slack.workspace.invite('ml-costs');
    for (const button of ['form:budget', 'form:alert', 'form:digest', 'form:scope'])
      expect(heldBy(await formBelow(bot.slack, 'settings', button, 'ml-costs')).channel).toBe('C0MLCOSTS');
    const direct = JSON.stringify((await formBelow(bot.slack, 'settings', 'form:budget', 'D0OLGA')).blocks);
    expect(direct).toContain('"spendbot must be in the channel: /invite @spendbot"');
    expect(direct).toContain('"default_to_current_conversation":true');
    expect(direct).not.toContain('initial_conversation');
  });
});
