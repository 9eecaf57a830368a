import type { Clock } from '#core/time/day.ts';

/**
 * Remembers keys for a while, so that duplicates are handled once. In memory: a restart forgets them, and so does a clock that is set
 * back by more than that while.
 */
export class Once {
  readonly #rememberMs: number;
  readonly #clock: Clock;
  /** When each key expires, oldest first as long as the clock isn't set back. */
  readonly #forgetAt = new Map<string, number>();

  constructor(rememberMs: number, clock: Clock) {
    this.#rememberMs = rememberMs;
    this.#clock = clock;
  }

  /** True the first time that `key` is seen within the time remembered. */
  isFirst(key: string): boolean {
    const now = this.#clock().getTime();
    for (const [old, at] of this.#forgetAt) {
      if (this.#isKnown(at, now)) break;
      this.#forgetAt.delete(old);
    }
    if (this.#isKnown(this.#forgetAt.get(key) ?? 0, now)) return false;
    this.#forgetAt.delete(key);
    this.#forgetAt.set(key, now + this.#rememberMs);
    return true;
  }

  #isKnown(forgetAt: number, now: number): boolean {
    return forgetAt > now && forgetAt - now <= 2 * this.#rememberMs;
  }

  /** Forgets `key`, so that it can be tried again. */
  forget(key: string): void {
    this.#forgetAt.delete(key);
  }
}
