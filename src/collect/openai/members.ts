import type { Named } from '#core/usage/team-names.ts';
import type { OpenAiHttp } from './http.ts';
import { OpenAiError } from './openai-error.ts';
import type { FetchedNames } from './source.ts';
import { membersAnswer } from './usage-wire.ts';
import { expectShape } from './wire.ts';

/** The people of an organisation. */
export interface Members {
  readonly listed: readonly Named[];
  has(id: string): boolean;
  /** The id of the member with this id or e-mail, case aside; of nobody known: `idOrEmail` itself. */
  idOf(idOrEmail: string): string;
}

/** @throws OpenAiError also when nobody is listed: nothing would be collected, and nobody would be told. */
export async function fetchMembers(http: OpenAiHttp, organizationId: string, signal: AbortSignal): Promise<Members> {
  const path = `organizations/${encodeURIComponent(organizationId)}/users`;
  const { members } = expectShape(membersAnswer, await http.get(path, {}, signal), path);
  if (members.data.length === 0) throw new OpenAiError('openai_unexpected', `GET ${path} lists no members; is OPENAI_ORG_ID right?`);
  return membersOf(members.data.map(({ user }) => ({ id: user.id, name: user.name || null, email: user.email || null })));
}

export function membersOf(people: readonly Named[]): Members {
  const byId = new Map(people.map(person => [person.id, person]));
  const idByEmail = new Map(people.flatMap(({ id, email }) => (email === null ? [] : [[email.toLowerCase(), id]])));
  return {
    listed: [...byId.values()],
    has: id => byId.has(id),
    idOf: idOrEmail => idByEmail.get(idOrEmail.toLowerCase()) ?? idOrEmail,
  };
}

/** What rows say of the people, projects and keys they belong to: the key-only API has no lists of projects and keys. */
export interface SeenNames {
  note(row: { user: Named; project: Named; key: Named }): void;
  /** All that were noted with a name or an e-mail; of each the latest. */
  all(): FetchedNames;
}

/** Remembers for the life of the process. */
export function createSeenNames(): SeenNames {
  const users = new Map<string, Named>();
  const projects = new Map<string, Named>();
  const keys = new Map<string, Named>();
  return {
    note({ user, project, key }) {
      for (const [seen, named] of [
        [users, user],
        [projects, project],
        [keys, key],
      ] as const) {
        if (named.id && (named.name || named.email)) seen.set(named.id, named);
      }
    },
    all: () => ({ users: [...users.values()], projects: [...projects.values()], keys: [...keys.values()] }),
  };
}
