import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openedForm, topForm } from '../filled-form.ts';
import { startTeamBot, type TeamBot } from '../team-bot.ts';
import { shortcuts, surfaces, type Things } from './surfaces.ts';
import { makeThings } from './things.ts';

/** A member, an admin, and an owner of the workspace. */
const colleagues = ['bob', 'anna', 'olga'] as const;
type Colleague = (typeof colleagues)[number];

let bot: TeamBot;
let things: Things;
beforeAll(async () => {
  const members = [
    { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' },
    { name: 'Anna Adm', email: 'anna@acme.example', role: 'admin' },
    { name: 'Bob Tanaka', email: 'bob@acme.example' },
    { name: 'Eve', email: 'eve@other.example', role: 'stranger' },
  ] as const;
  bot = await startTeamBot({ standIn: { members, shortcuts } });
  things = await makeThings(bot.slack);
  for (const view of bot.slack.workspace.modalsOf('olga')) await bot.slack.workspace.close(view);
});
afterAll(() => bot.close());
afterEach(async () => {
  for (const user of colleagues) for (const view of bot.slack.workspace.modalsOf(user)) await bot.slack.workspace.close(view);
});

const notForThem = /^Figures of single people and keys are for admins/;
const people = /Alice Moreau: \$28\.00/;
const admins = (yes: RegExp, no: RegExp): Record<Colleague, RegExp> => ({ bob: no, anna: yes, olga: yes });
const everyone = (one: RegExp): Record<Colleague, RegExp> => ({ bob: one, anna: one, olga: one });

/** What each is told through a form, by kind of answer. The other ways to type a question are in the table of roles. */
const asked: readonly { readonly text: string; readonly told: Record<Colleague, RegExp> }[] = [
  { text: 'last 7d', told: everyone(/ · \$42\.00/) },
  { text: 'by model last 7d', told: everyone(/ · \$42\.00/) },
  { text: 'by user last 7d', told: admins(people, notForThem) },
  { text: 'for user "Alice Moreau" last 7d', told: admins(/ · \$28\.00/, notForThem) },
  { text: 'by key last 7d', told: admins(/chat prod: \$21\.00/, notForThem) },
  { text: 'me last 7d', told: { ...everyone(/^OpenAI knows nobody with the e-mail address/), bob: / · \$14\.00/ } },
  { text: 'forecast', told: everyone(/^Too early to say where November ends/) },
  { text: 'why last 7d', told: everyone(/\$42\.00/) },
  { text: 'settings', told: admins(/^Settings$/, /^Settings are for admins/) },
  { text: 'budget', told: everyone(/\$1 per month/) },
  { text: 'budget $7 per month', told: { ...everyone(/channel/), bob: /changed by admins/ } },
  { text: 'digest preview weekly for user "Alice Moreau"', told: admins(/\$28\.00/, notForThem) },
  { text: 'status', told: everyone(/admin/) },
  { text: 'help', told: everyone(/What you can ask/) },
];

const idOf = (user: string) => bot.slack.workspace.people.find(({ handle }) => handle === user)?.id ?? '';

/** Every text in `blocks`, a line each. */
function textsIn(blocks: unknown): string {
  const texts: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join('\n');
}

/** What comes of pressing and opening. */
const pressed: readonly { readonly place: string; readonly outcome: Record<Colleague, RegExp> }[] = [
  { place: 'button', outcome: everyone(/^Said: OpenAI .* · \$42\.00/m) },
  { place: 'shortcut', outcome: everyone(/^Form: Ask about spend|^Form: .*Your question/m) },
  { place: 'message-shortcut', outcome: everyone(/^Form: .*Your question/m) },
  { place: 'open-form', outcome: admins(/^Form: .*Amount/ms, /^Said: Settings are for admins/m) },
  { place: 'budget-form', outcome: admins(/^Said: .*\$7 per month/ms, /^Errors: .*changed by admins/m) },
  { place: 'home', outcome: everyone(/^Home: .*Last 7 days\n\*\$42\.00/ms) },
  { place: 'home-button', outcome: everyone(/^Form: .*\$42\.00/ms) },
];

describe.each(colleagues)('%s of the company', user => {
  it.each(asked)('is told through a form what they may know: "$text"', async ({ text, told }) => {
    const { workspace } = bot.slack;
    await workspace.globalShortcut('ask_spend', user);
    await workspace.submit(await openedForm(bot.slack, user), { question: { question: { type: 'plain_text_input', value: text } } });
    await expect.poll(() => textsIn(topForm(bot.slack, user)?.blocks), { timeout: 10_000 }).toMatch(new RegExp(told[user].source, 'm'));
  });

  it.each(pressed)('gets through "$place" what they may have', async ({ place, outcome }) => {
    const { workspace } = bot.slack;
    const said: string[] = [];
    const stop = workspace.onMessage(({ message: { author, visibleTo, channel, text } }) => {
      const isTheirs = visibleTo === idOf(user) || channel === `D${idOf(user).slice(1)}`;
      if (author === 'U0SPENDBOT' && isTheirs) said.push(`Said: ${text}`);
    });
    const came = await surfaces[place]?.(bot.slack, things, { user, channel: 'general', text: '' });
    const errors = place === 'budget-form' ? Object.values(Object(came)) : [];
    if (place === 'budget-form') await workspace.type('/spend budget', { user });
    const seen = () =>
      [
        ...said,
        `Errors: ${errors.join(' ')}`,
        `Form: ${textsIn(topForm(bot.slack, user)?.blocks)}`,
        `Home: ${textsIn(workspace.homeOf(user)?.blocks)}`,
      ].join('\n');
    await expect.poll(seen, { timeout: 10_000 }).toMatch(outcome[user]);
    stop();
  });
});
