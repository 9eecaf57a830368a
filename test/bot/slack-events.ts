import { expect } from 'vitest';
import type { JsonObject } from '../../demo/slack/json.ts';
import type { Message } from '../../demo/slack/message.ts';
import type { NewPerson } from '../../demo/slack/people.ts';
import type { SlackStandIn } from '../../demo/slack/stand-in.ts';

/** An event of the world, and how Slack behaves with it. */
export interface WildEvent {
  readonly event?: JsonObject;
  readonly fail?: { readonly method: string; readonly error: string; readonly times?: number };
}

/** The people that the events are about. */
export const wildMembers: readonly NewPerson[] = [
  { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' },
  { name: 'Alice Moreau', email: 'alice@acme.example' },
  { name: 'Guest', email: 'guest@acme.example', role: 'single-channel-guest' },
  { name: 'Eve', email: 'eve@other.example', role: 'stranger', told: { is_admin: true } },
];

const byBot = ({ author }: Message) => author === 'U0SPENDBOT';
const publicIn = ({ workspace }: SlackStandIn, channel: string) =>
  workspace.messages(channel).filter(message => byBot(message) && message.visibleTo === null);
const toldTo = ({ workspace }: SlackStandIn, channel: string, id: string) =>
  workspace.messages(channel).filter(message => byBot(message) && message.visibleTo === id);

/** What is right for each kind of event, by the name it has in the collection of reports. */
export const right: Readonly<Record<string, (slack: SlackStandIn, wild: WildEvent) => Promise<void>>> = {
  'edited-mention': async (slack, { event = {} }) => {
    const ts = await messageIn(slack, 'general');
    const { edited, ...first }: JsonObject = { ...event, ts, event_ts: ts };
    await slack.workspace.event(first);
    await expect.poll(() => publicIn(slack, 'general')).toHaveLength(1);
    for (let edits = 0; edits < 3; edits += 1) await slack.workspace.event({ ...first, edited });
    await answersAlice(slack);
    expect(publicIn(slack, 'general')).toHaveLength(1);
  },
  stranger: async (slack, { event = {} }) => {
    await slack.workspace.event(event);
    await expect.poll(() => toldTo(slack, 'shared', 'U0EVE').map(({ text }) => text)).toEqual([expect.stringMatching(/^Sorry/)]);
    expect(publicIn(slack, 'shared')).toEqual([]);
  },
  guest: async slack => {
    const { workspace } = slack;
    expect((await (await workspace.type('/spend last 7d', { user: 'guest' })).message()).text).toMatch(/^Sorry/);
  },
  'dm-with-file': async (slack, { event = {} }) => {
    await slack.workspace.event(event);
    await expect.poll(() => publicIn(slack, 'D0ALICE').map(({ text }) => text)).toEqual([expect.stringContaining('$420.00')]);
  },
  'dm-thread-broadcast': async (slack, { event = {} }) => {
    const thread_ts = await answersDirectly(slack);
    const before = publicIn(slack, 'D0ALICE').length;
    await slack.workspace.event({ ...event, thread_ts });
    await expect.poll(() => publicIn(slack, 'D0ALICE').slice(before)).toMatchObject([{ threadTs: thread_ts }]);
  },
  'blocks-too-long': async (slack, { fail }) => {
    if (fail !== undefined) slack.fail(fail);
    const reply = await slack.workspace.type('@spendbot by model last 7d', { user: 'alice' });
    expect((await reply.message()).text).toContain('$420.00');
  },
  'users-info-fails': async (slack, { fail }) => {
    if (fail !== undefined) slack.fail(fail);
    const reply = await slack.workspace.type('/spend by user last 7d', { user: 'olga' });
    expect((await reply.message()).text).toBe('Slack did not say who you are; try again.');
  },
};

/** The events name messages that this workspace never had: Alice says something to reply to. */
async function messageIn({ workspace }: SlackStandIn, channel: string): Promise<string> {
  await workspace.type('hello', { user: 'alice', channel });
  return workspace.messages(channel).at(-1)?.ts ?? '';
}

async function answersDirectly({ workspace }: SlackStandIn): Promise<string> {
  await (await workspace.type('last 7d', { user: 'alice', channel: 'D0ALICE' })).message();
  return workspace.messages('D0ALICE')[0]?.ts ?? '';
}

/** By then, what came before is answered or never will be. */
async function answersAlice({ workspace }: SlackStandIn): Promise<void> {
  await (await workspace.type('/spend last 7d', { user: 'alice', channel: 'ml-costs' })).message();
}
