import { afterEach, describe, expect, it } from 'vitest';
import { openedForm, topForm } from './filled-form.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
afterEach(() => bot.close());

const shown = (view: { blocks: unknown } | undefined) => JSON.stringify(view?.blocks);
const top = (user: string) => topForm(bot.slack, user);
const opened = (user: string) => openedForm(bot.slack, user);
const asking = (question: string) => ({ question: { question: { type: 'plain_text_input', value: question } } });

describe('"Ask about spend"', () => {
  it('opens a form that answers in its place, and goes on answering', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await workspace.globalShortcut('ask_spend', 'alice');
    const form = await opened('alice');
    expect(shown(form)).toContain('"Try: last 7d · by model this month · how much did gpt-4o cost yesterday?"');
    await workspace.submit(form, asking('by model last 7d'));
    await expect.poll(() => shown(top('alice'))).toContain('$42.00');
    const answered = await opened('alice');
    expect(shown(answered)).toContain('gpt-4o: $21.00');
    expect(shown(answered)).not.toContain('"share"');
    await workspace.pressInView(answered, 'ask:by-project');
    await expect.poll(() => shown(top('alice'))).toContain('Search: $21.00');
    await workspace.submit(await opened('alice'), asking('by modle'));
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
      await workspace.submit(await opened(user), asking('by user last 7d'));
      await expect.poll(() => shown(top(user))).toContain(words);
    }
  });

  it('on a message asks what the message asks, inside the scope of its channel', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await (await workspace.type('/spend settings scope this channel to project Search', { user: 'olga' })).message();
    await workspace.type('what did we spend last 7d & why?', { user: 'bob' });
    const message = workspace.messages('general').find(({ author }) => author === 'U0BOB');
    if (message === undefined) throw new Error('no message');
    await workspace.messageShortcut(message, 'ask_spend_about_message', 'alice');
    const form = await opened('alice');
    expect(shown(form)).toContain('"initial_value":"what did we spend last 7d & why?"');
    await workspace.submit(form, asking('last 7d'));
    await expect.poll(() => shown(top('alice'))).toContain('$21.00');
  });

  it('answers with a direct message when the form was closed meanwhile', async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await workspace.globalShortcut('ask_spend', 'alice');
    const form = await opened('alice');
    bot.slack.fail({ method: 'views.update', error: 'not_found' });
    await workspace.submit(form, asking('last 7d'));
    await expect.poll(() => workspace.messages('D0ALICE').at(-1)?.text).toMatch(/ · \$42\.00/);
  });
});
