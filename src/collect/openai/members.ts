import { z } from 'zod';
import type { Named } from '#core/usage/team-names.ts';
import type { OpenAiHttp } from './http.ts';
import { OpenAiError } from './openai-error.ts';
import { expectShape } from './read-wire.ts';
import type { FetchedNames } from './source.ts';

/** `GET organizations/{id}/users`. People who were only invited aren't members yet. */
const membersAnswer = z.looseObject({
  members: z.looseObject({
    data: z.array(z.looseObject({ user: z.looseObject({ id: z.string(), name: z.string().nullish(), email: z.string().nullish() }) })),
  }),
});

export interface Members {
  readonly listed: readonly Named[];
  has(id: string): boolean;
  /** The id of the member with this id or email, ignoring case; `idOrEmail` itself if there is no such member. */
  idOf(idOrEmail: string): string;
}

/** @throws OpenAiError, also if nobody is listed: otherwise nothing would be collected and nobody would notice. */
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

export type SeenNames = ReturnType<typeof createSeenNames>;

/** Names taken from usage rows: the key-only API doesn't list projects and keys. Kept for the life of the process. */
export function createSeenNames() {
  const seen = { user: new Map<string, Named>(), project: new Map<string, Named>(), key: new Map<string, Named>() };
  return {
    note(row: { user: Named; project: Named; key: Named }): void {
      for (const dimension of ['user', 'project', 'key'] as const) {
        const named = row[dimension];
        if (named.id && (named.name || named.email)) seen[dimension].set(named.id, named);
      }
    },
    /** Everyone and everything noted with a name or email, with the latest values. */
    all: (): FetchedNames => ({ users: [...seen.user.values()], projects: [...seen.project.values()], keys: [...seen.key.values()] }),
  };
}
