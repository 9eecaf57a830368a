import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeamBot, type TeamBot } from './team-bot.ts';

/** An owner, an admin by SPEND_ADMINS, and members of whom OpenAI knows Alice and does not know Carol. */
const roles = ['olga', 'dmitri', 'alice', 'carol'] as const;
type Role = (typeof roles)[number];
const config = { admins: ['U0DMITRI'] };

const total = / · \$42\.00/;
const people = /Alice Moreau: \$28\.00/;
const notForThem = /^Figures of single people and keys are for admins/;
const notForChannel = /^Figures of single people and keys are not for a whole channel/;
const unknown = /^OpenAI knows nobody with the e-mail address/;
const notAdmin = /^Settings are for admins/;

type Expected = Readonly<Record<Role, RegExp>>;
const everyone = (one: RegExp): Expected => ({ olga: one, dmitri: one, alice: one, carol: one });
const admins = (yes: RegExp, no: RegExp): Expected => ({ olga: yes, dmitri: yes, alice: no, carol: no });

/** What each role sees of each command, to them alone (by command, in a direct message, in a form) and in a channel's thread. */
const table: readonly { readonly asked: string; readonly alone: Expected; readonly inThread: Expected }[] = [
  { asked: 'last 7d', alone: everyone(total), inThread: everyone(total) },
  { asked: '', alone: everyone(/Last 7 days: \$42\.00/), inThread: everyone(/Last 7 days: \$42\.00/) },
  { asked: 'by model last 7d', alone: everyone(total), inThread: everyone(total) },
  { asked: 'by project last 7d', alone: everyone(total), inThread: everyone(total) },
  { asked: 'by user last 7d', alone: admins(people, notForThem), inThread: everyone(notForChannel) },
  { asked: 'who spent the most last 7d?', alone: admins(people, notForThem), inThread: everyone(notForChannel) },
  { asked: 'by key last 7d', alone: admins(/chat prod: \$21\.00/, notForThem), inThread: everyone(notForChannel) },
  { asked: 'for user "Alice Moreau" last 7d', alone: admins(/ · \$28\.00/, notForThem), inThread: everyone(notForChannel) },
  { asked: 'last 7d without user "Bob Tanaka"', alone: admins(/ · \$28\.00/, notForThem), inThread: everyone(notForChannel) },
  { asked: 'for key "search prod" as csv', alone: admins(/ · \$21\.00/, notForThem), inThread: everyone(notForChannel) },
  {
    asked: 'me last 7d',
    alone: { olga: unknown, dmitri: unknown, alice: / · \$28\.00/, carol: unknown },
    inThread: everyone(/^Your own figures are for you alone/),
  },
  { asked: 'settings', alone: admins(/^Settings of spendbot/, notAdmin), inThread: everyone(/^Settings are not for a whole channel/) },
  { asked: 'status', alone: everyone(/admin/), inThread: everyone(/admin/) },
  { asked: 'help', alone: everyone(/What spendbot answers/), inThread: everyone(/What spendbot answers/) },
  { asked: 'prices gpt-4o', alone: everyone(/gpt-4o/), inThread: everyone(/gpt-4o/) },
  { asked: 'budget', alone: everyone(/There is no budget yet/), inThread: everyone(/There is no budget yet/) },
  { asked: 'check', alone: everyone(/^Cannot compare: there is no day/), inThread: everyone(/^Cannot compare: there is no day/) },
  { asked: 'prices', alone: everyone(/^All 2 models used/), inThread: everyone(/^All 2 models used/) },
  {
    asked: 'forecast',
    alone: everyone(/^Too early to say where November ends/),
    inThread: everyone(/^Too early to say where November ends/),
  },
  {
    asked: 'forecast for user "Alice Moreau"',
    alone: admins(/^Too early to say where November for user Alice Moreau ends/, notForThem),
    inThread: everyone(notForChannel),
  },
  { asked: 'why last 7d', alone: everyone(/^The last 7 days cost the same/), inThread: everyone(/^The last 7 days cost the same/) },
  {
    asked: 'why last 7d for key "search prod"',
    alone: admins(/^The last 7 days cost the same .*search prod/, notForThem),
    inThread: everyone(notForChannel),
  },
  { asked: 'digest', alone: everyone(/^No channel has a digest yet/), inThread: everyone(/^No channel has a digest yet/) },
  {
    asked: 'digest preview weekly',
    alone: everyone(/^OpenAI spend · 9–15 Nov · \$42\.00/),
    inThread: everyone(/^OpenAI spend · 9–15 Nov · \$42\.00/),
  },
  {
    asked: 'digest preview weekly for user "Alice Moreau"',
    alone: admins(/^OpenAI spend, .*Alice Moreau.* · 9–15 Nov · \$28\.00/, notForThem),
    inThread: { olga: notForChannel, dmitri: notForChannel, alice: notForThem, carol: notForThem },
  },
  { asked: 'alerts', alone: everyone(/Nothing is watched yet/), inThread: everyone(/Nothing is watched yet/) },
];

describe('who sees what', () => {
  let bot: TeamBot;
  beforeAll(async () => {
    bot = await startTeamBot({ config });
  });
  afterAll(() => bot.close());

  const textOf = async (text: string, user: string, channel: string) => {
    const reply = await bot.slack.workspace.type(text, { user, channel });
    // The file of the question before may come meanwhile; it says nothing.
    for (let index = 0; ; index += 1) {
      const answer = await reply.message({ index });
      if (answer.text !== '') return answer.text;
    }
  };
  const cases = table.flatMap(row => roles.map(role => ({ ...row, role })));

  it.each(cases)('"$asked" by $role with /spend', async ({ asked, role, alone }) => {
    expect(await textOf(`/spend ${asked}`, role, 'general')).toMatch(alone[role]);
  });

  it.each(cases)('"$asked" by $role in a direct message', async ({ asked, role, alone }) => {
    expect(await textOf(asked || '@spendbot', role, `D0${role.toUpperCase()}`)).toMatch(alone[role]);
  });

  it.each(cases)('"$asked" by $role in a thread that everyone reads', async ({ asked, role, inThread }) => {
    expect(await textOf(`@spendbot ${asked}`, role, 'general')).toMatch(inThread[role]);
  });
});

describe('a forged button', () => {
  let bot: TeamBot;
  beforeAll(async () => {
    bot = await startTeamBot({ config });
  });
  afterAll(() => bot.close());

  /** Presses a button whose value was changed on the way: the message that was answered is not the one that is pressed. */
  async function pressForged(actionId: string, value: string, user: string): Promise<string> {
    const { workspace } = bot.slack;
    const message = await (await workspace.type('/spend last 7d', { user })).message();
    const blocks = JSON.parse(JSON.stringify(message.blocks).replace(/"value":"[^"]*"/g, () => `"value":${JSON.stringify(value)}`));
    Object.assign(message, { blocks });
    return (await (await workspace.press(message, actionId, { user })).message()).text;
  }

  it.each([
    ['ask:by-model', 'by user last 7d', notForThem],
    ['ask:by-model', 'for user "Bob Tanaka" last 7d', notForThem],
    ['ask:by-model', 'settings scope this channel to project Search', notAdmin],
    ['ask:by-model', 'budget $1 per day', /changed by admins/],
    ['share', 'by user last 7d', notForChannel],
    ['share', 'me last 7d', /^Your own figures are for you alone/],
  ])('%s with "%s" gains a member nothing', async (actionId, value, said) => {
    expect(await pressForged(actionId, value, 'alice')).toMatch(said);
    expect(await (await bot.slack.workspace.type('/spend last 7d', { user: 'alice' })).message()).toMatchObject({
      text: expect.stringMatching(total),
    });
  });

  it('shares people’s figures with a channel for nobody, an admin neither', async () => {
    expect(await pressForged('share', 'by user last 7d', 'olga')).toMatch(notForChannel);
  });
});

describe('where everyone may see people', () => {
  let bot: TeamBot;
  beforeAll(async () => {
    bot = await startTeamBot({ config: { peopleVisible: 'everyone' } });
  });
  afterAll(() => bot.close());

  it('members see them alone, in a thread, and may share them', async () => {
    const { workspace } = bot.slack;
    const message = await (await workspace.type('/spend by user last 7d', { user: 'carol' })).message();
    expect(message.text).toMatch(people);
    expect((await (await workspace.type('@spendbot by user last 7d', { user: 'carol' })).message()).text).toMatch(people);
    await workspace.press(message, 'share', { user: 'carol' });
    const shared = () =>
      workspace
        .messages('general')
        .filter(({ visibleTo, threadTs, author }) => visibleTo === null && threadTs === null && author === 'U0SPENDBOT');
    await expect.poll(() => shared().map(({ text }) => text)).toEqual([expect.stringMatching(people)]);
  });
});
