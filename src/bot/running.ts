import { setTimeout as pause } from 'node:timers/promises';
import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
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

/** Running listeners. Bolt's `stop` does not wait for one that has acknowledged. */
export class RunningListeners {
  readonly #running = new Set<Promise<void>>();

  /** Runs before all other middleware. */
  readonly middleware: Middleware<AnyMiddlewareArgs> = async ({ next }) => {
    const run = next();
    this.#running.add(run);
    try {
      await run;
    } finally {
      this.#running.delete(run);
    }
  };

  /** Resolves when all are done, or after `timeoutMs`, with how many are still running. */
  async settled(timeoutMs: number): Promise<number> {
    const timeout = new AbortController();
    const all = Promise.allSettled(this.#running);
    await Promise.race([all, pause(timeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined)]);
    timeout.abort();
    return this.#running.size;
  }
}

/** Runs `work` once at a time. Calls during a run share one more run, which starts after it. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = () => {
    next = null;
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return start();
    next ??= running.then(start, start);
    return next;
  };
}
