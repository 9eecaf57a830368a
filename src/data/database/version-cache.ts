import type { Database } from './open.ts';

/** More is not kept of one database: an answer looks at a handful of periods. */
const mostKept = 32;

/**
 * What was worked out of stored data, kept by this process until the data have another version: of how years of days were collected, that
 * takes longer than many a question about them.
 */
export class Remembered<T extends object> {
  readonly #kept = new WeakMap<Database, { readonly version: string; readonly results: Map<string, T> }>();

  /**
   * What `work` gave when it was last asked for `key` at this `version`, or gives now. The version is read before the data, so that what is
   * kept is never older than it says. Whoever gets the result leaves it as it is.
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
