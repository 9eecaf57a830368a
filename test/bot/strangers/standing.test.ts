import { afterEach, describe, expect, it } from 'vitest';
import type { NewPerson } from '../../../demo/slack/people.ts';
import { type Bot, type BotOptions, startBot } from '../bot.ts';

const tryAgain = 'Slack did not say who you are; try again.';
const refused = /^Sorry, spendbot answers only/;

const members: readonly NewPerson[] = [
  { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' },
  { name: 'Alice Moreau', email: 'alice@acme.example' },
  { name: 'Guest', email: 'guest@acme.example', role: 'guest' },
  { name: 'Eve', email: 'eve@other.example', role: 'stranger', told: { is_admin: true } },
  { name: 'Sis', email: 'sis@acme.example', role: 'enterprise-member' },
  { name: 'Odd', email: 'odd@acme.example', told: { team_id: null } },
];

let bot: Bot;
afterEach(() => bot.close());

const start = async (options: BotOptions = {}) => {
  bot = await startBot({ standIn: { members, ...options.standIn }, ...options });
};
const ask = async (user: string, text = 'by user last 7d', channel = 'general') =>
  (await bot.slack.workspace.type(`/spend ${text}`, { user, channel })).message({ timeoutMs: 4_000 });

describe('who somebody is', () => {
  it.each([
    { error: 'ratelimited' },
    { error: 'internal_error' },
    { status: 429, retryAfterSeconds: 30 },
    { status: 503 },
    { delayMs: 20_000 },
  ])('is not guessed when Slack answers %j: they are told to try again, at once, and then get their answer', async failure => {
    await start();
    bot.slack.fail({ method: 'users.info', ...failure });
    const asked = Date.now();
    expect((await ask('olga')).text).toBe(tryAgain);
    expect(Date.now() - asked).toBeLessThan(2_500);
    expect((await ask('olga')).text).toContain('$420.00');
  });

  it('is not guessed either when Slack does not say which workspace spendbot is in, or they are', async () => {
    await start();
    bot.slack.fail({ method: 'auth.test', error: 'internal_error' });
    expect((await ask('olga')).text).toBe(tryAgain);
    expect((await ask('olga')).text).toContain('$420.00');
    expect((await ask('odd', 'last 7d')).text).toBe(tryAgain);
  });

  it('is asked of Slack in a mention, a direct message, a form and the Home as well, and said there in private', async () => {
    await start({ standIn: { members, shortcuts: [{ name: 'Ask', type: 'global', callbackId: 'ask_spend' }] } });
    const { workspace } = bot.slack;
    await workspace.globalShortcut('ask_spend', 'alice');
    await expect.poll(() => workspace.modalsOf('alice')).toHaveLength(1);
    bot.slack.failBy(method => (method === 'users.info' ? { error: 'ratelimited' } : undefined));
    const mention = await (await workspace.type('@spendbot last 7d', { user: 'olga' })).message();
    expect(mention).toMatchObject({ text: tryAgain, visibleTo: 'U0OLGA' });
    expect((await (await workspace.type('last 7d', { user: 'olga', channel: 'D0OLGA' })).message()).text).toBe(tryAgain);
    await workspace.openHome('olga');
    await expect.poll(() => JSON.stringify(workspace.homeOf('olga')?.blocks)).toContain(tryAgain);
    const [form] = workspace.modalsOf('alice');
    if (form === undefined) throw new Error('no form');
    const values = { question: { question: { type: 'plain_text_input', value: 'last 7d' } } };
    expect(await workspace.submit({ ...form, user: 'U0OLGA' }, values)).toEqual({ question: tryAgain });
    expect(bot.asked).toEqual([]);
  });
});

describe('somebody who may not ask', () => {
  it('is told once a day', async () => {
    let now = new Date();
    await start({ clock: () => now });
    expect((await ask('eve', 'last 7d', 'shared')).text).toMatch(refused);
    await expect(ask('eve', 'last 7d', 'shared')).rejects.toThrow(/No answer/);
    now = new Date(now.getTime() + 24 * 3_600_000 + 1);
    expect((await ask('eve', 'last 7d', 'shared')).text).toMatch(refused);
    expect(bot.asked).toEqual([]);
  });

  it('is no admin, whatever Slack says of them and SPEND_ADMINS names', async () => {
    await start({ config: { admins: ['U0EVE'], peopleVisible: 'everyone' } });
    expect((await ask('eve', 'settings', 'shared')).text).toMatch(refused);
  });

  it('loses the Home they had when they become a guest, after the next collection', async () => {
    let isGuest = false;
    let now = new Date();
    const alice = {
      name: 'Alice',
      email: 'alice@acme.example',
      told: {
        get is_restricted() {
          return isGuest;
        },
      },
    };
    await start({ clock: () => now, standIn: { members: [alice] } });
    const { workspace } = bot.slack;
    await workspace.openHome('alice');
    await expect.poll(() => JSON.stringify(workspace.homeOf('alice')?.blocks)).toContain('Last 7 days');
    isGuest = true;
    now = new Date(now.getTime() + 11 * 60_000);
    await bot.app.publishHomes();
    expect(workspace.homeOf('alice')?.blocks).toHaveLength(1);
    expect(JSON.stringify(workspace.homeOf('alice')?.blocks)).toMatch(/Sorry, spendbot answers only/);
  });
});

describe('a guest', () => {
  it('asks like a member where SPEND_GUESTS allows it, and is no admin', async () => {
    await start({ config: { guests: 'allow' } });
    expect((await ask('guest', 'last 7d')).text).toContain('$420.00');
    expect((await ask('guest')).text).toMatch(/^Figures of single people and keys are for admins/);
  });
});

describe('somebody of another workspace of the same enterprise', () => {
  it.each([false, true])('is a colleague, where spendbot is installed for the whole enterprise (%s) or not', async isOrgInstall => {
    await start({ standIn: { members, isOrgInstall } });
    expect((await ask('sis', 'last 7d')).text).toContain('$420.00');
  });
});

describe('asking for @someone', () => {
  const mallory: NewPerson = { name: 'Mallory', email: 'secret@acme.example' };

  it.each([
    ['everyone', 'alice'],
    ['admins', 'alice'],
    ['admins', 'olga'],
  ] as const)('tells nobody their e-mail address, also where figures are for %s and %s asks', async (peopleVisible, user) => {
    await start({
      config: { peopleVisible },
      answers: { ask: async text => ({ kind: 'problem', problem: text, suggestion: `${text} by model`, choices: [] }) },
      standIn: { members: [...members, mallory] },
    });
    for (const text of ['for @secret', 'last 7d for @secret by modle', 'forecast for @secret']) {
      expect(JSON.stringify(await ask(user, text))).not.toContain('secret@acme.example');
    }
  });
});
