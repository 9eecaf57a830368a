import type { Context } from './context.ts';
import type { JsonObject } from './json.ts';
import type { Person } from './people.ts';

/**
 * Somebody as `users.info` gives them. Slack says little of the deactivated and of people of other companies: no `is_admin`, no time
 * zone. Without `users:read.email`, e-mail addresses are left out.
 */
export function personJson(person: Person, context: Context): JsonObject {
  const { id, team, handle, name, role } = person;
  const email = context.scopes.has('users:read.email') && person.email !== null ? { email: person.email } : {};
  const json = {
    id,
    team_id: team.id,
    name: handle,
    real_name: name,
    deleted: role === 'deactivated',
    is_bot: role === 'bot',
    ...ofRole(person),
    ...enterpriseUser(person, context),
    profile: { real_name: name, display_name: handle, team: team.id, ...email },
    ...person.told,
  };
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}

function ofRole({ role }: Person): JsonObject {
  if (role === 'deactivated') return {};
  if (role === 'stranger') return { is_stranger: true };
  if (role === 'external') return { is_stranger: false };
  return {
    is_admin: role === 'admin' || role === 'owner',
    is_owner: role === 'owner',
    is_restricted: role === 'guest' || role === 'single-channel-guest',
    is_ultra_restricted: role === 'single-channel-guest',
    tz: 'Etc/UTC',
    tz_offset: 0,
  };
}

/** Everybody of an enterprise has one, those of other companies not. */
function enterpriseUser({ id, role, team }: Person, { enterprise }: Context): JsonObject {
  if (enterprise === null || role === 'stranger' || role === 'external') return {};
  const about = { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  return { enterprise_user: { id, ...about, is_admin: false, is_owner: false, teams: [team.id] } };
}
