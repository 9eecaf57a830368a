import { setTimeout as pause } from 'node:timers/promises';
import type { Bot } from '#app/bot.ts';

/** How far the first collection is. */
export interface BackfillProgress {
  readonly daysDone: number;
  readonly days: number;
}

const lookEveryMs = 150;

/**
 * Resolves once the bot has collected the history, or when `signal` aborts. Calls `onProgress` after each day.
 *
 * @throws when the bot cannot collect or a day failed, with the reason that `/spend status` shows.
 */
export async function untilBackfilled(bot: Bot, onProgress: (progress: BackfillProgress) => void, signal: AbortSignal): Promise<void> {
  let lastDone = -1;
  while (!signal.aborted) {
    const [source] = (await bot.status()).sources;
    if (source?.stoppedBecause) throw new Error(`The history could not be collected: ${source.stoppedBecause}`);
    if (source?.progress && source.progress.daysDone > lastDone) {
      lastDone = source.progress.daysDone;
      onProgress(source.progress);
    }
    if (source?.progress === null && source.lastCollectedAt !== null) {
      const [failure] = source.failures;
      if (failure)
        throw new Error(`${failure.days.join(', ')} could not be collected from ${failure.endpoints.join(', ')}: ${failure.reason}`);
      return;
    }
    await pause(lookEveryMs);
  }
}
