import { afterEach, describe, expect, it } from 'vitest';
import { filledIn, openedForm, topForm } from './filled-form.ts';
import { formBelow, heldBy, offeredFor, saidTo, teamWith } from './searched-form.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
afterEach(() => bot.close());

describe('a scope that no menu offers', () => {
  const mix = 'for project Search and gpt-4o without batch';
  const mixed = 'model gpt-4o and project "Search" without tier batch';

  it.each([
    { list: 'budget', button: 'form:budget:1', command: `budget $500 per month ${mix}`, values: { amount: '$700' }, after: '$700' },
    { list: 'alerts', button: 'form:alert:1', command: `alerts day over $500 ${mix}`, values: { amount: '700' }, after: '$700' },
    {
      list: 'digest',
      button: 'form:digest:1',
      command: `digest weekly at 9:00 Europe/Berlin ${mix}`,
      values: { time: '18:30', rhythm: 'weekly', zone: 'Europe/Berlin' },
      after: '18:30',
    },
  ])('is an option of its own in the form that changes one of "$list", and is kept', async ({ list, button, command, values, after }) => {
    bot = await startTeamBot();
    await saidTo(bot.slack, command);
    const form = await formBelow(bot.slack, list, button);
    expect(heldBy(form)).toMatchObject({ scope: `${mixed} (as now)`, channel: 'C0GENERAL' });
    expect((await offeredFor(bot.slack, form, ''))[0]).toBe(`${mixed} (as now)`);
    const kept = { channel: 'C0GENERAL', period: 'month', thresholds: '50, 80', scope: 'kept', ...values };
    const own = Object.fromEntries(Object.entries(kept).filter(([id]) => form.blocks.some(({ block_id }) => block_id === id)));
    expect(await bot.slack.workspace.submit(form, filledIn(form, own))).toEqual({});
    expect(JSON.stringify(topForm(bot.slack, 'olga')?.blocks)).toContain(after);
    const { text } = await saidTo(bot.slack, list);
    expect(text).toContain(mixed);
    expect(text).toContain(after);
    // Another one, or everything, can still be chosen.
    const again = await formBelow(bot.slack, list, button);
    expect(await bot.slack.workspace.submit(again, filledIn(again, { ...own, scope: 'everything' }))).toEqual({});
    expect((await saidTo(bot.slack, list)).text).not.toContain('Search');
  });

  it('of a channel is shown and kept, however long it is, and can be given to another channel', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `A project with a long name, number ${index}`);
    bot = await startTeamBot({ fill: teamWith(names) });
    const all = names.map(name => `project "${name}"`).join(' or ');
    expect((await saidTo(bot.slack, `settings scope this channel to ${all}`)).text).toContain('now show only');
    const form = await formBelow(bot.slack, 'settings', 'form:scope');
    expect(heldBy(form).scope).toMatch(/^project "A project.*number 11" \(as now\)$|^project "A project.*…$/);
    const { workspace } = bot.slack;
    expect(await workspace.submit(form, filledIn(form, { channel: 'C0GENERAL', scope: 'kept' }))).toEqual({});
    expect(JSON.stringify(topForm(bot.slack, 'olga')?.blocks)).toContain('number 11');
    expect(await workspace.submit(form, filledIn(form, { channel: 'C0MLCOSTS', scope: 'kept' }))).toEqual({});
    expect(JSON.stringify((await saidTo(bot.slack, 'settings')).blocks)).toContain(
      '<#C0MLCOSTS> shows only project \\"A project with a long name, number 0',
    );
  });
});

describe('a form that changes what is gone', () => {
  it('says so in its place', async () => {
    bot = await startTeamBot();
    await saidTo(bot.slack, 'budget $500 per month');
    const { workspace } = bot.slack;
    const list = await saidTo(bot.slack, 'budget');
    await saidTo(bot.slack, 'budget remove 1');
    await workspace.press(list, 'form:budget:1', { user: 'olga' });
    expect(JSON.stringify((await openedForm(bot.slack, 'olga')).blocks)).toContain('There is no budget 1');
  });
});
