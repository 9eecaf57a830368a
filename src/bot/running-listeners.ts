import { setTimeout as pause } from 'node:timers/promises';
import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';

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
