import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../demo/slack/message.ts';
import { isSoak } from '../../support/part-of.ts';
import { startTeamBot, type TeamBot } from '../team-bot.ts';
import { channelOf, handleOf, type Kind, peopleOf, refusedKinds } from './kinds.ts';
import { type Attempt, shortcuts, surfaces, type Things } from './surfaces.ts';
import { makeThings } from './things.ts';

/** A kind of answer each: totals, splits, people, one's own, a forecast, settings, lists, changes, a file, help and status. */
const questions = [
  ...['last 7d', 'by model last 7d', 'by user last 7d', 'for user "Alice Moreau" last 7d', 'me last 7d', 'forecast', 'settings'],
  ...['budget', 'budget $7 per month', 'by model as csv', 'digest preview weekly', 'help', 'status', 'by modle'],
];

const places = Object.keys(surfaces);
let bot: TeamBot;
let things: Things;
beforeAll(async () => {
  const strangers = refusedKinds.flatMap(kind => peopleOf(kind, places));
  const members = [
    { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' as const },
    { name: 'Alice Moreau', email: 'alice@acme.example' },
    { name: 'Sis', email: 'sis@acme.example', role: 'enterprise-member' as const },
    ...strangers,
  ];
  const ids = strangers.map(({ email }) => `U0${(email.split('@')[0] ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '')}`);
  // Named as an admin or not: whoever may not ask is none.
  bot = await startTeamBot({ standIn: { members, shortcuts }, config: { admins: ids.filter(id => !id.includes('GUEST')) } });
  things = await makeThings(bot.slack);
});
afterAll(() => bot.close());

const isBots = ({ author }: Message) => author === 'U0SPENDBOT';
const said = async (text: string, user: string) => (await bot.slack.workspace.type(`/spend ${text}`, { user })).message();

/** What a person was told in private: messages, and the errors of a form. */
async function heardBy(place: string, attempts: readonly Attempt[], isTold: boolean): Promise<string[]> {
  const heard: string[] = [];
  const others: string[] = [];
  const { workspace } = bot.slack;
  const [{ user } = { user: '' }] = attempts;
  const id = workspace.people.find(({ handle }) => handle === user)?.id ?? '';
  const stop = workspace.onMessage(({ message }) => {
    if (!isBots(message)) return;
    const isPrivate = message.visibleTo === id || message.channel === `D${id.slice(1)}`;
    (isPrivate ? heard : others).push(message.text);
  });
  for (const attempt of attempts) {
    const came = await surfaces[place]?.(bot.slack, things, attempt);
    if (place === 'menu') expect(came).toEqual([]);
    if (place.endsWith('-form') && place !== 'open-form') heard.push(...Object.values(Object(came)).map(String));
    // Who it is was decided before: by then all that would be said is on its way.
    await said('help', 'alice');
  }
  // On a busy machine it may still be on its way.
  if (isTold) await expect.poll(() => heard.length > 0 || workspace.homeOf(user) !== undefined, { timeout: 10_000 }).toBe(true);
  const home = workspace.homeOf(user);
  if (home !== undefined) heard.push(...home.blocks.map(block => String(Object(block.text).text)));
  stop();
  expect(others.filter(text => !text.startsWith('What spendbot answers'))).toEqual([]);
  expect(workspace.modalsOf(user)).toEqual([]);
  return heard;
}

const setUp = async () => Promise.all(['budget', 'alerts', 'digest', 'settings'].map(async text => (await said(text, 'olga')).text));

/** Slack takes no direct message to somebody who is gone, so there is no telling them. */
const cannotBeTold = ({ role }: Kind, place: string) =>
  role === 'deactivated' && ['shortcut', 'home-button', 'message-shortcut', 'menu'].includes(place);

/** A third for each kind of people, all of them between three kinds; in the soak each for each. */
const questionsTo = (kind: Kind) => (isSoak() ? questions : questions.filter((_, index) => index % 3 === refusedKinds.indexOf(kind) % 3));

describe.each(refusedKinds)('a $kind', kind => {
  it.each(places)(
    'is refused through "%s", whatever is asked, in one sentence',
    async place => {
      const before = await setUp();
      const asks = ['command', 'mention', 'direct', 'ask-form'].includes(place) ? questionsTo(kind) : ['', ''];
      const attempts = asks.map(text => ({ user: handleOf(kind, place), channel: channelOf(kind), text }));
      const told = kind.sentence === null || cannotBeTold(kind, place) ? [] : [kind.sentence];
      expect(await heardBy(place, attempts, told.length > 0)).toEqual(told);
      expect(await setUp()).toEqual(before);
    },
    30_000,
  );
});

describe.each(['alice', 'olga', 'sis'])('%s of the company', user => {
  it.each(['command', 'mention', 'direct'])('is answered through "%s"', async place => {
    const heard = new Set<string>();
    const stop = bot.slack.workspace.onMessage(
      ({ message }) => void (isBots(message) && heard.add(/\$[\d.,]+/.exec(message.text)?.[0] ?? message.text)),
    );
    await surfaces[place]?.(bot.slack, things, { user, channel: 'general', text: 'last 7d' });
    await expect.poll(() => [...heard]).toEqual(['$42.00']);
    stop();
  });
});
