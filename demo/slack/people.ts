import type { JsonObject } from './json.ts';

/**
 * What somebody is to this workspace. Owners are admins too, as in Slack. A `stranger` and an `external` belong to another company and
 * come through Slack Connect: Slack marks only the first with `is_stranger`, the second by another `team_id` alone. An
 * `enterprise-member` belongs to another workspace of the same enterprise, and a `bot` is another app.
 */
export type Role =
  | 'owner'
  | 'admin'
  | 'member'
  | 'guest'
  | 'single-channel-guest'
  | 'deactivated'
  | 'bot'
  | 'stranger'
  | 'external'
  | 'enterprise-member';

/** Someone in the workspace besides the bot. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  /** `member` by default. */
  readonly role?: Role;
  /** Fields that `users.info` answers otherwise than it would for this role: `{ is_admin: true }`; null leaves one out. */
  readonly told?: JsonObject;
}

/** A workspace that somebody belongs to. */
export interface Team {
  readonly id: string;
  readonly domain: string;
}

export interface Person {
  readonly id: string;
  /** What people type after the @. */
  readonly handle: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly team: Team;
  readonly told: JsonObject;
}

export const homeTeam: Team = { id: 'T0STANDIN', domain: 'stand-in' };
/** Another company, which shares a channel with this workspace. */
const otherCompany: Team = { id: 'T0OTHERCO', domain: 'other-company' };
/** Another workspace of the same enterprise. */
const sisterTeam: Team = { id: 'T0SISTER', domain: 'sister' };

const teamOfRole: Partial<Record<Role, Team>> = { stranger: otherCompany, external: otherCompany, 'enterprise-member': sisterTeam };

export const slackbot: Person = {
  id: 'USLACKBOT',
  handle: 'slackbot',
  name: 'Slackbot',
  email: null,
  role: 'bot',
  team: homeTeam,
  told: {},
};

export const defaultViewer: NewPerson = { name: 'You', email: 'you@acme.example', role: 'admin' };

/** An owner, and people of the stand-in OpenAI team, matched by e-mail address. */
export const defaultMembers: readonly NewPerson[] = [
  { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' },
  { name: 'Alice Moreau', email: 'alice@acme.example' },
  { name: 'Bob Tanaka', email: 'bob@acme.example' },
  { name: 'Carol Osei', email: 'carol@acme.example' },
  { name: 'Dmitri Petrov', email: 'dmitri@acme.example' },
];

/** Whether somebody belongs to another company. */
export function isOutsider({ role }: Person): boolean {
  return role === 'stranger' || role === 'external';
}

/** People with ids made of their handles (`U0ALICE`), the same at every start. */
export function withIds(people: readonly NewPerson[]): Person[] {
  const taken = new Set<string>();
  return people.map(({ name, email, role = 'member', told = {} }) => {
    const handle = freeHandle(email.split('@')[0] ?? 'person', taken);
    const id = `U0${handle.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
    return { id, handle, name, email, role, team: teamOfRole[role] ?? homeTeam, told };
  });
}

function freeHandle(wanted: string, taken: Set<string>): string {
  let handle = wanted.toLowerCase();
  for (let n = 2; taken.has(handle); n += 1) handle = `${wanted.toLowerCase()}${n}`;
  taken.add(handle);
  return handle;
}
