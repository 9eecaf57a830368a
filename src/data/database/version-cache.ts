import type { Database } from './open.ts';

/** Entries per database. An answer only looks at a handful of periods. */
const mostKept = 32;

/** Caches what is derived from stored data until its version changes: deriving years of days takes longer than most answers. */
export class Remembered<T extends object> {
  readonly #kept = new WeakMap<Database, { readonly version: string; readonly results: Map<string, T> }>();

  /** The result for `key` at `version`, never to be modified. Read the version before the data, so that no entry is older than it says. */
  async at(database: Database, version: string, key: string, work: () => Promise<T>): Promise<T> {
    const results = this.#resultsAt(database, version);
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = await work();
    if (results.size >= mostKept) results.clear();
    results.set(key, result);
    return result;
  }

  #resultsAt(database: Database, version: string): Map<string, T> {
    const kept = this.#kept.get(database);
    if (kept?.version === version) return kept.results;
    const results = new Map<string, T>();
    this.#kept.set(database, { version, results });
    return results;
  }
}
