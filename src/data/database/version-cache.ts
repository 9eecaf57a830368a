import type { Database } from './open.ts';

/** Entries per database. An answer only looks at a handful of periods. */
const mostKept = 32;

/**
 * Caches results derived from stored data until that data's version changes. Deriving how years of days were collected takes longer than
 * answering most questions about them.
 */
export class Remembered<T extends object> {
  readonly #kept = new WeakMap<Database, { readonly version: string; readonly results: Map<string, T> }>();

  /**
   * The cached result for `key` at `version`, or a fresh one from `work`. Callers read the version before the data, so an entry is never
   * older than its version says. Callers must not modify the result.
   */
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
