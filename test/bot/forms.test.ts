import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../demo/slack/views.ts';
import { filledIn, formOfSettings, openedForm, topForm } from './filled-form.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
afterEach(() => bot.close());

type Filled = Readonly<Record<string, string | null>>;

const modes = ['socket', 'http'] as const;
const general = { channel: 'C0GENERAL', scope: null };

/** Fills in a form as an admin; what is wrong comes back by field. */
async function submit(button: string, values: Filled) {
  const form = await formOfSettings(bot.slack, button);
  return bot.slack.workspace.submit(form, filledIn(form, values));
}

const said = async (text: string, user = 'olga') => (await (await bot.slack.workspace.type(text, { user })).message()).text;

/** Each form filled in, the command that says the same, and what shows the effect. */
const effects: readonly { readonly button: string; readonly values: Filled; readonly command: string; readonly seenBy: string }[] = [
  {
    button: 'form:budget',
    values: { ...general, amount: '500', period: 'month', thresholds: '50, 80', scope: 'project Search' },
    command: 'budget $500 per month for project Search warn at 50, 80 in <#C0GENERAL>',
    seenBy: 'budget',
  },
  {
    button: 'form:budget',
    values: { ...general, amount: '$1.5k', period: 'quarter', thresholds: '100', scope: 'without batch' },
    command: 'budget $1500 per quarter without batch warn at 100',
    seenBy: 'budget',
  },
  {
    button: 'form:alert',
    values: { ...general, kind: 'spike', amount: '20', scope: 'project "Search"' },
    command: 'alerts spike over $20 for project Search',
    seenBy: 'alerts',
  },
  { button: 'form:alert', values: { ...general, kind: 'silent', amount: '6h' }, command: 'alerts silent 6h', seenBy: 'alerts' },
  { button: 'form:alert', values: { ...general, kind: 'new key', amount: null }, command: 'alerts new key on', seenBy: 'alerts' },
  {
    button: 'form:digest',
    values: { ...general, rhythm: 'weekly', time: '18:30', zone: 'Europe/Berlin', scope: 'project Search' },
    command: 'digest weekly at 6:30pm Europe/Berlin for project Search',
    seenBy: 'digest',
  },
  {
    button: 'form:digest',
    values: { ...general, rhythm: 'daily', time: '09:00', zone: 'UTC' },
    command: 'digest daily at 9:00 UTC',
    seenBy: 'digest',
  },
  {
    button: 'form:scope',
    values: { channel: 'C0GENERAL', scope: 'project Search' },
    command: 'settings scope this channel to project Search',
    seenBy: 'last 7d',
  },
];

describe.each(modes)('a form in %s mode', mode => {
  // One bot by forms and one by commands, so that what is set up adds up. The scope of the channel comes last, for it narrows the rest.
  it('has the same effect as the command that says the same, for each thing that it sets up', async () => {
    bot = await startTeamBot({ mode });
    const seen: { readonly command: string; readonly before: string; readonly after: string }[] = [];
    for (const { button, values, command, seenBy } of effects) {
      const before = await said(`/spend ${seenBy}`);
      expect(await submit(button, values), command).toEqual({});
      const done = topForm(bot.slack, 'olga');
      expect([done?.given.callback_id, done?.given.submit], command).toEqual(['form:done', undefined]);
      seen.push({ command, before, after: await said(`/spend ${seenBy}`) });
      for (const view of bot.slack.workspace.modalsOf('olga')) await bot.slack.workspace.close(view, true);
    }
    await bot.close();
    bot = await startTeamBot({ mode });
    for (const [index, { command, seenBy }] of effects.entries()) {
      await said(`/spend ${command}`);
      expect(seen[index]?.after, command).toBe(await said(`/spend ${seenBy}`));
      expect(seen[index]?.after, command).not.toBe(seen[index]?.before);
    }
  });

  it('says beside the field what is wrong with it, and then takes what was corrected', async () => {
    bot = await startTeamBot({ mode });
    const budget = { ...general, amount: '500', period: 'month', thresholds: '50' };
    const wrong = { ...budget, amount: 'lots', thresholds: 'half', scope: 'project Serch' };
    expect(await submit('form:budget', wrong)).toEqual({
      amount: 'Write an amount, such as $500',
      thresholds: 'Write up to 10 whole percents from 1 to 1000, such as 50, 80, 100',
      scope: expect.stringContaining('Serch'),
    });
    expect(await submit('form:budget', { ...budget, thresholds: '50, 2000' })).toEqual({
      thresholds: expect.stringContaining('1 to 1000'),
    });
    expect(await submit('form:budget', { ...budget, scope: 'project Serch' })).toEqual({ scope: expect.stringContaining('Serch') });
    expect(await submit('form:budget', { ...budget, scope: 'key "search prod"' })).toEqual({
      scope: expect.stringContaining('single people'),
    });
    expect(await submit('form:budget', { ...budget, channel: 'C0RANDOM' })).toEqual({
      channel: expect.stringContaining('/invite @spendbot'),
    });
    const alert = { ...general, kind: 'day', amount: null };
    expect(await submit('form:alert', alert)).toEqual({ amount: 'Write an amount, such as $20' });
    expect(await submit('form:alert', { ...alert, kind: 'silent', amount: 'soon' })).toEqual({
      amount: 'Write hours, from 1h to 720h, such as 6h',
    });
    expect(await submit('form:alert', { ...alert, kind: 'spike', amount: '0' })).toEqual({
      amount: 'Write an amount from $0.01 to $10,000,000',
    });
    expect(await submit('form:alert', { ...alert, kind: 'unpriced', amount: '$5' })).toEqual({
      amount: 'Leave this empty: it has no amount',
    });
    const digest = { ...general, rhythm: 'daily', time: '09:00', zone: 'Europe/Berlin' };
    expect(await submit('form:digest', { ...digest, zone: 'Europe/Berln' })).toEqual({ zone: expect.stringContaining('Europe/Berlin') });
    expect(await submit('form:digest', { ...digest, scope: 'project Serch' })).toEqual({ scope: expect.stringContaining('Serch') });
    expect(await submit('form:digest', { ...digest, scope: 'by model' })).toEqual({ scope: expect.any(String) });
    expect(await submit('form:digest', { ...digest, channel: 'C0RANDOM' })).toEqual({
      channel: expect.stringContaining('/invite @spendbot'),
    });
    expect(await submit('form:digest', digest)).toEqual({});
    expect(await submit('form:digest', { ...digest, time: '10:00' })).toEqual({ channel: expect.stringContaining('this digest already') });
    expect(await submit('form:scope', { channel: 'C0GENERAL', scope: 'project Serch' })).toEqual({
      scope: expect.stringContaining('did you mean'),
    });
    expect(await submit('form:scope', { channel: 'C0GENERAL', scope: 'by model' })).toEqual({ scope: expect.any(String) });
    expect(await said('/spend budget')).toMatch(/There is no budget yet/);
    expect(await said('/spend alerts')).toMatch(/Nothing is watched yet/);
    expect(await said('/spend digest')).toMatch(/^Daily at 09:00/);
    expect(await said('/spend last 7d')).toMatch(/ · \$42\.00/);
  });

  it('of a channel’s scope lets it go where the scope is left empty', async () => {
    bot = await startTeamBot({ mode });
    expect(await submit('form:scope', { channel: 'C0GENERAL', scope: 'project Search' })).toEqual({});
    expect(JSON.stringify(topForm(bot.slack, 'olga')?.blocks)).toContain('now show only project');
    expect(await said('/spend last 7d', 'alice')).toMatch(/ · \$21\.00/);
    expect(await submit('form:scope', { channel: 'C0GENERAL', scope: null })).toEqual({});
    expect(await said('/spend last 7d', 'alice')).toMatch(/ · \$42\.00/);
  });
});

describe.each(modes)('a forged form in %s mode', mode => {
  /** The forms as an admin fills them in, sent by somebody who is none. */
  it('does nothing for a member', async () => {
    bot = await startTeamBot({ mode });
    for (const { button, values } of effects) {
      const form = await formOfSettings(bot.slack, button);
      const errors = await bot.slack.workspace.submit({ ...form, user: 'U0ALICE' }, filledIn(form, values));
      expect(Object.values(errors)).toEqual([expect.stringMatching(/admins/)]);
    }
    expect(await said('/spend budget')).toMatch(/There is no budget yet/);
    expect(await said('/spend alerts')).toMatch(/Nothing is watched yet/);
    expect(await said('/spend digest')).toMatch(/^No channel has a digest yet/);
    expect(await said('/spend last 7d', 'alice')).toMatch(/ · \$42\.00/);
  });

  it('that holds values which its pickers do not offer sets nothing up', async () => {
    bot = await startTeamBot({ mode });
    const budget = { ...general, amount: '500', period: 'month', thresholds: '50' };
    for (const [button, values] of [
      ['form:budget', { ...budget, period: 'fortnight' }],
      ['form:budget', { ...budget, period: 'month budget remove 1' }],
      ['form:budget', { ...budget, channel: 'C0NOWHERE' }],
      ['form:budget', { ...budget, channel: 'C0GENERAL> <#C0RANDOM' }],
      ['form:alert', { ...general, kind: 'forecast off', amount: null }],
      ['form:digest', { ...general, rhythm: 'hourly', time: '09:00', zone: 'UTC' }],
      ['form:digest', { ...general, rhythm: 'daily', time: '25:99', zone: 'UTC' }],
    ] as const)
      expect(Object.values(await submit(button, values)), JSON.stringify(values)).toEqual([expect.any(String)]);
    const unknown: View = { ...(await formOfSettings(bot.slack, 'form:scope')), given: { type: 'modal', callback_id: 'form:none' } };
    await bot.slack.workspace.submit(unknown, filledIn(unknown, { channel: 'C0GENERAL', scope: 'project Search' }));
    expect(await said('/spend budget')).toMatch(/There is no budget yet/);
    expect(await said('/spend alerts')).toMatch(/Nothing is watched yet/);
    expect(await said('/spend digest')).toMatch(/^No channel has a digest yet/);
    expect(await said('/spend last 7d', 'alice')).toMatch(/ · \$42\.00/);
  });

  it('is shown to admins alone, wherever its button is pressed', async () => {
    bot = await startTeamBot({ mode });
    const { workspace } = bot.slack;
    await workspace.openHome('olga');
    await expect.poll(() => workspace.homeOf('olga')).toBeDefined();
    const home = workspace.homeOf('olga');
    if (home === undefined) throw new Error('no Home');
    for (const button of ['form:budget', 'form:alert', 'form:digest']) await workspace.pressInView({ ...home, user: 'U0ALICE' }, button);
    await expect.poll(() => workspace.messages('D0ALICE').map(({ text }) => text)).toHaveLength(3);
    for (const { text } of workspace.messages('D0ALICE')) expect(text).toMatch(/^Settings are for admins/);
    expect(workspace.modalsOf('alice')).toEqual([]);
    await workspace.pressInView(home, 'form:digest');
    expect(JSON.stringify((await openedForm(bot.slack, 'olga')).blocks)).toContain('"type":"timepicker"');
  });
});
