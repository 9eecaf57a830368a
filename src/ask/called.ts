import type { Named } from '#core/usage/names.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';

/** What people call projects, users and keys, by id; null for one that is known and has no name. */
export type Called = Readonly<Record<'project' | 'user' | 'key', ReadonlyMap<string, string | null>>>;

export async function readCalled(database: Database): Promise<Called> {
  const { projects, users, keys } = await readNames(database);
  return { project: namesOf(projects), user: namesOf(users), key: namesOf(keys) };
}

function namesOf(named: readonly Named[]): Map<string, string | null> {
  return new Map(named.map(({ id, name, email }) => [id, name ?? email]));
}
