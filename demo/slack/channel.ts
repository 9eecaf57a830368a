import type { Person } from './people.ts';

export interface Channel {
  readonly id: string;
  /** Without `#`; for a direct conversation, the person's handle. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct';
  readonly topic: string;
  /** Ids of people and of the bot. */
  readonly members: Set<string>;
  /** Absent for a channel in use. */
  isArchived?: boolean;
}

/**
 * The channels a workspace starts with. The bot is in #general and #ml-costs, not in #random; #leads is private and holds
 * only the admins, so the bot cannot see it.
 */
export function defaultChannels(people: readonly Person[], bot: Person): Channel[] {
  const everyone = people.map(person => person.id);
  const admins = people.filter(person => person.role !== 'member').map(person => person.id);
  return [
    { id: 'C0GENERAL', name: 'general', kind: 'public', topic: 'Everyone is here', members: new Set([...everyone, bot.id]) },
    { id: 'C0MLCOSTS', name: 'ml-costs', kind: 'public', topic: 'What our models cost', members: new Set([...everyone, bot.id]) },
    { id: 'C0RANDOM', name: 'random', kind: 'public', topic: 'The bot was not invited here', members: new Set(everyone) },
    { id: 'C0LEADS', name: 'leads', kind: 'private', topic: 'Private', members: new Set(admins) },
    ...people.map(person => directChannel(person, bot)),
  ];
}

/** The direct conversation of a person with the bot. */
export function directChannel(person: Person, bot: Person): Channel {
  return { id: `D${person.id.slice(1)}`, name: person.handle, kind: 'direct', topic: '', members: new Set([person.id, bot.id]) };
}
