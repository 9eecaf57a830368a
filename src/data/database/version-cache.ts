import type { Database } from './open.ts';

/** Entries per database. An answer only looks at a handful of periods. */
const mostKept = 32;

interface VersionedRead {
  readonly database: Database;
  /** From `daysVersionOf`. Read before the data, so that no entry is older than it says. */
  readonly daysVersion: string;
}

/** What JSON tells apart; of a Map or Set it writes `{}`. */
type Key = string | number | null | readonly Key[];

/**
 * `work`, whose results for each `keyOf` are cached until the version changes: deriving years of days takes longer than most answers. Never
 * modify a result.
 */
export function remembered<Read extends VersionedRead, Asked extends readonly unknown[], T extends object>(
  keyOf: (read: Read, ...asked: Asked) => Key,
  work: (read: Read, ...asked: Asked) => Promise<T>,
): (read: Read, ...asked: Asked) => Promise<T> {
  const kept = new WeakMap<Database, { readonly version: string; readonly results: Map<string, T> }>();
  return async (read, ...asked) => {
    const { database, daysVersion: version } = read;
    const before = kept.get(database);
    const { results } = before?.version === version ? before : { results: new Map<string, T>() };
    if (results !== before?.results) kept.set(database, { version, results });
    const key = JSON.stringify(keyOf(read, ...asked));
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = await work(read, ...asked);
    if (results.size >= mostKept) results.clear();
    results.set(key, result);
    return result;
  };
}
