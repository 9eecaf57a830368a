import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../demo/slack/views.ts';
import { blockProblems } from '../support/block-kit.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
afterEach(() => bot.close());

const shown = (view: { blocks: unknown } | undefined) => JSON.stringify(view?.blocks);
const top = (user: string): View | undefined => bot.slack.workspace.modalsOf(user).at(-1);

async function opened(user: string): Promise<View> {
  await expect.poll(() => top(user), { timeout: 5000 }).toBeDefined();
  const view = top(user);
  if (view === undefined) throw new Error('no form is open');
  expect(blockProblems(view.blocks, 'modal')).toEqual([]);
  return view;
}

/** What a person typed or picked, as Slack sends it. */
const typed = (...fields: readonly (readonly [id: string, element: object])[]) =>
  Object.fromEntries(fields.map(([id, element]) => [id, { [id]: { ...element } }]));
const text = (value: string | null) => ({ type: 'plain_text_input', value });
const option = (value: string) => ({ type: 'static_select', selected_option: { value } });
const channel = (id: string) => ({ type: 'conversations_select', selected_conversation: id });

describe('"Ask about spend"', () => {
  it('opens a form that answers in its place, and goes on answering', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await workspace.globalShortcut('ask_spend', 'alice');
    const form = await opened('alice');
    await workspace.submit(form, typed(['question', text('by model last 7d')]));
    await expect.poll(() => shown(top('alice'))).toContain('$42.00');
    const answered = await opened('alice');
    expect(shown(answered)).toContain('gpt-4o-2024-08-06: $21.00');
    expect(shown(answered)).not.toContain('"share"');
    await workspace.pressInView(answered, 'ask:by-project');
    await expect.poll(() => shown(top('alice'))).toContain('Search: $21.00');
    await workspace.submit(await opened('alice'), typed(['question', text('by modle')]));
    await expect.poll(() => shown(top('alice'))).toContain('did you mean');
  });

  it('shows each person what they may see', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    for (const [user, words] of [
      ['alice', 'Figures of single people and keys are for admins'],
      ['olga', 'Alice Moreau: $28.00'],
    ] as const) {
      await workspace.globalShortcut('ask_spend', user);
      await workspace.submit(await opened(user), typed(['question', text('by user last 7d')]));
      await expect.poll(() => shown(top(user))).toContain(words);
    }
  });

  it('on a message asks what the message asks, inside the scope of its channel', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await (await workspace.type('/spend settings scope this channel to project Search', { user: 'olga' })).message();
    await workspace.type('what did we spend last 7d & why?', { user: 'bob' });
    const [, message] = [undefined, workspace.messages('general').find(({ author }) => author === 'U0BOB')];
    if (message === undefined) throw new Error('no message');
    await workspace.messageShortcut(message, 'ask_spend_about_message', 'alice');
    const form = await opened('alice');
    expect(shown(form)).toContain('"initial_value":"what did we spend last 7d & why?"');
    await workspace.submit(form, typed(['question', text('last 7d')]));
    await expect.poll(() => shown(top('alice'))).toContain('$21.00');
  });

  it('answers with a direct message when the form was closed meanwhile', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await workspace.globalShortcut('ask_spend', 'alice');
    const form = await opened('alice');
    bot.slack.fail({ method: 'views.update', error: 'not_found' });
    await workspace.submit(form, typed(['question', text('last 7d')]));
    await expect.poll(() => workspace.messages('D0ALICE').at(-1)?.text).toMatch(/^\$42\.00/);
  });
});

describe('the forms', () => {
  /** Opened anew: Slack stacks at most three. */
  async function formOf(button: string): Promise<View> {
    for (const view of bot.slack.workspace.modalsOf('olga')) await bot.slack.workspace.close(view, true);
    const settings = await (await bot.slack.workspace.type('/spend settings', { user: 'olga' })).message();
    await bot.slack.workspace.press(settings, button, { user: 'olga' });
    return opened('olga');
  }

  it('bind a channel to a scope and let it go, as the command does', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    const submit = async (scope: string | null) =>
      workspace.submit(await formOf('form:scope'), typed(['channel', channel('C0GENERAL')], ['scope', text(scope)]));
    expect(await submit('project Serch')).toEqual({ scope: expect.stringContaining('did you mean') });
    expect(await submit('by model')).toEqual({ scope: expect.any(String) });
    expect(await submit('project Search')).toEqual({});
    expect(shown(top('olga'))).toContain('now stay inside for project');
    expect((await (await workspace.type('/spend last 7d', { user: 'alice' })).message()).text).toMatch(/^\$21\.00/);
    expect(await submit(null)).toEqual({});
    expect((await (await workspace.type('/spend last 7d', { user: 'alice' })).message()).text).toMatch(/^\$42\.00/);
  });

  it('set up a budget, and say beside the field what is wrong', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    const submit = async (amount: string, thresholds: string, scope: string | null, where = 'C0GENERAL') =>
      workspace.submit(
        await formOf('form:budget'),
        typed(
          ['amount', text(amount)],
          ['period', option('month')],
          ['scope', text(scope)],
          ['thresholds', text(thresholds)],
          ['channel', channel(where)],
        ),
      );
    expect(await submit('lots', '50', null)).toEqual({ amount: expect.any(String) });
    expect(await submit('500', '50, 2000', null)).toEqual({ thresholds: expect.stringContaining('1 to 1000') });
    expect(await submit('500', '50', 'project Serch')).toEqual({ scope: expect.stringContaining('Serch') });
    expect(await submit('500', '50', null, 'C0RANDOM')).toEqual({ channel: expect.stringContaining('/invite @spendbot') });
    expect(await submit('500', '50, 80', 'project Search')).toEqual({});
    const listed = await (await workspace.type('/spend budget', { user: 'alice' })).message();
    expect(listed.text).toContain('Budget 1: $500.00 per month for project "Search"');
  });

  it('set up an alert', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    const submit = async (kind: string, amount: string | null) =>
      workspace.submit(
        await formOf('form:alert'),
        typed(['kind', option(kind)], ['amount', text(amount)], ['scope', text(null)], ['channel', channel('C0GENERAL')]),
      );
    expect(await submit('day', null)).toEqual({ amount: expect.stringContaining('Over which amount') });
    expect(await submit('day', '100')).toEqual({});
    expect(await submit('silent', '6h')).toEqual({});
    expect(await submit('new model', null)).toEqual({});
    const listed = await (await workspace.type('/spend alerts', { user: 'olga' })).message();
    expect(listed.text).toContain('Alert 1: a day over $100.00');
    expect(listed.text).toContain('Alert 2: nothing collected for 6 hours');
    expect(listed.text).toContain('Alert 3: the first use of a new model');
  });

  it('are for admins: nobody else is shown one, and a forged one does nothing', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    const form = await formOf('form:scope');
    const forged: View = { ...form, user: 'U0ALICE' };
    const errors = await workspace.submit(forged, typed(['channel', channel('C0GENERAL')], ['scope', text('project Search')]));
    expect(errors).toEqual({ channel: expect.stringMatching(/^Settings are for admins/) });
    expect((await (await workspace.type('/spend last 7d', { user: 'alice' })).message()).text).toMatch(/^\$42\.00/);
    await workspace.openHome('olga');
    await expect.poll(() => workspace.homeOf('olga'), { timeout: 5000 }).toBeDefined();
    const home = workspace.homeOf('olga');
    if (home === undefined) throw new Error('no Home');
    await workspace.pressInView({ ...home, user: 'U0ALICE' }, 'form:budget');
    await expect.poll(() => workspace.messages('D0ALICE').at(-1)?.text).toMatch(/^Settings are for admins/);
    expect(workspace.modalsOf('alice')).toEqual([]);
  });
});
