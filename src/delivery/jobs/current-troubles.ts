import { errorMessage } from '#core/error-message.ts';
import type { Instant } from '#core/time/day.ts';
import { withoutSecrets } from '#log.ts';

/** Something this process tries again and again, and that failed at its last try. */
export interface Trouble {
  /** `collect`, or the name of a job. */
  readonly what: string;
  /** Why, without secrets. */
  readonly words: string;
  readonly since: Instant;
  readonly failedTries: number;
}

/** What fails right now. In memory, because the database may be what fails: full, locked, or read-only. */
export class CurrentTroubles {
  readonly #current = new Map<string, Trouble>();

  failed(what: string, error: unknown, now: Instant): void {
    const before = this.#current.get(what);
    const failedTries = (before?.failedTries ?? 0) + 1;
    this.#current.set(what, { what, words: withoutSecrets(errorMessage(error)), since: before?.since ?? now, failedTries });
  }

  worked(what: string): void {
    this.#current.delete(what);
  }

  list(): readonly Trouble[] {
    return [...this.#current.values()];
  }
}
