import type { Context } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { type Methods, needScope, page } from '../method.ts';
import type { Person } from '../people.ts';
import { SlackApiError } from '../slack-api-error.ts';

export const userMethods: Methods = {
  'users.info': (args, context) => {
    needScope(context, 'users:read');
    const person = context.state.person(args.required('user'));
    if (person === undefined) throw new SlackApiError('user_not_found');
    return { user: personJson(person, context) };
  },

  'users.list': (args, context) => {
    needScope(context, 'users:read');
    const { items, more } = page([...context.state.people, context.state.bot], args, 1000);
    return { members: items.map(person => personJson(person, context)), ...more };
  },

  'users.lookupByEmail': (args, context) => {
    needScope(context, 'users:read.email');
    const email = args.required('email').toLowerCase();
    const person = context.state.people.find(one => one.email?.toLowerCase() === email);
    if (person === undefined) throw new SlackApiError('users_not_found');
    return { user: personJson(person, context) };
  },
};

/** Without `users:read.email`, e-mail addresses are left out, as in Slack. */
function personJson(person: Person, context: Context): JsonObject {
  const email = context.scopes.has('users:read.email') && person.email !== null ? { email: person.email } : {};
  return {
    id: person.id,
    team_id: context.team.id,
    name: person.handle,
    real_name: person.name,
    deleted: false,
    is_bot: person.role === 'bot',
    is_admin: person.role === 'admin' || person.role === 'owner',
    is_owner: person.role === 'owner',
    tz: 'Etc/UTC',
    tz_offset: 0,
    profile: { real_name: person.name, display_name: person.handle, ...email },
  };
}
