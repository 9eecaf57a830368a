import { type Methods, needScope, page } from '../method.ts';
import { homeTeam } from '../people.ts';
import { personJson } from '../person-json.ts';
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
    const known = context.state.people.filter(({ role, team }) => role !== 'deactivated' && team.id === homeTeam.id);
    const person = known.find(one => one.email?.toLowerCase() === email);
    if (person === undefined) throw new SlackApiError('users_not_found');
    return { user: personJson(person, context) };
  },
};
