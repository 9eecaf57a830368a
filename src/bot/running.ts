import { setTimeout as pause } from 'node:timers/promises';
import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Clock } from '#core/time/day.ts';

/** Remembers keys for a while, so that what comes twice is done once. In memory: it forgets when the process ends. */
export class Once {
  readonly #rememberMs: number;
  readonly #clock: Clock;
  /** When each key may be forgotten; in the order they came, so the oldest is first. */
  readonly #forgetAt = new Map<string, number>();

  constructor(rememberMs: number, clock: Clock) {
    this.#rememberMs = rememberMs;
    this.#clock = clock;
  }

  /** True the first time that `key` comes within the time remembered. */
  isFirst(key: string): boolean {
    const now = this.#clock().getTime();
    for (const [old, at] of this.#forgetAt) {
      if (at > now) break;
      this.#forgetAt.delete(old);
    }
    if (this.#forgetAt.has(key)) return false;
    this.#forgetAt.set(key, now + this.#rememberMs);
    return true;
  }

  /** Lets `key` come again: what it stood for was not done. */
  forget(key: string): void {
    this.#forgetAt.delete(key);
  }
}

/** The listeners that are still at work. Bolt's `stop` does not wait for one that has acknowledged. */
export class RunningListeners {
  readonly #running = new Set<Promise<void>>();

  /** Goes before all other middleware. */
  readonly middleware: Middleware<AnyMiddlewareArgs> = async ({ next }) => {
    const run = next();
    this.#running.add(run);
    try {
      await run;
    } finally {
      this.#running.delete(run);
    }
  };

  /** Resolves when all are done, with how many are not after `timeoutMs`. */
  async settled(timeoutMs: number): Promise<number> {
    const timeout = new AbortController();
    const all = Promise.allSettled(this.#running);
    await Promise.race([all, pause(timeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined)]);
    timeout.abort();
    return this.#running.size;
  }
}
