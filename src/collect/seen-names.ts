import type { Named } from '#core/usage/names.ts';
import type { FetchedNames } from './source.ts';

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
