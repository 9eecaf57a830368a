import { isOutsider, type Person } from './people.ts';

export interface Channel {
  readonly id: string;
  /** Without `#`; for a direct conversation, the person's handle. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct';
  readonly topic: string;
  /** Ids of people and of the bot. */
  readonly members: Set<string>;
  /** Shared with another company. */
  readonly isShared?: boolean;
  /** Absent for a channel in use. */
  isArchived?: boolean;
  /** The error that posting here ends in, though the bot is in it: `restricted_action`; absent where it may. */
  refusal?: string;
}

/**
 * The channels a workspace starts with. The bot is in #general and #ml-costs, not in #random; #leads is private and holds
 * only the admins, so the bot cannot see it. A single-channel guest is in #general only, and people of other companies only in
 * #shared, which exists when there are such people.
 */
export function defaultChannels(people: readonly Person[], bot: Person): Channel[] {
  const idsOf = (some: readonly Person[]) => some.map(({ id }) => id);
  const everyone = people.filter(person => !isOutsider(person));
  const invited = idsOf(everyone.filter(({ role }) => role !== 'single-channel-guest'));
  const admins = idsOf(people.filter(({ role }) => role === 'admin' || role === 'owner'));
  return [
    { id: 'C0GENERAL', name: 'general', kind: 'public', topic: 'Everyone is here', members: new Set([...idsOf(everyone), bot.id]) },
    { id: 'C0MLCOSTS', name: 'ml-costs', kind: 'public', topic: 'What our models cost', members: new Set([...invited, bot.id]) },
    { id: 'C0RANDOM', name: 'random', kind: 'public', topic: 'The bot was not invited here', members: new Set(invited) },
    { id: 'C0LEADS', name: 'leads', kind: 'private', topic: 'Private', members: new Set(admins) },
    ...(people.some(isOutsider) ? [sharedChannel(people, bot)] : []),
    ...people.map(person => directChannel(person, bot)),
  ];
}

function sharedChannel(people: readonly Person[], bot: Person): Channel {
  const members = people.filter(({ role }) => role !== 'single-channel-guest').map(({ id }) => id);
  return {
    id: 'C0SHARED',
    name: 'shared',
    kind: 'public',
    topic: 'With another company',
    members: new Set([...members, bot.id]),
    isShared: true,
  };
}

/** The direct conversation of a person with the bot. */
export function directChannel(person: Person, bot: Person): Channel {
  return { id: `D${person.id.slice(1)}`, name: person.handle, kind: 'direct', topic: '', members: new Set([person.id, bot.id]) };
}
