import type { Named } from '#core/usage/names.ts';
import { OpenAiError } from './openai-error.ts';
import type { OpenAiHttp } from './openai-http.ts';
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
