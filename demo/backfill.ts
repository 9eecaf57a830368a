import { setTimeout as pause } from 'node:timers/promises';
import type { Bot } from '#app/bot.ts';

/** How far the first collection has come. */
export interface BackfillProgress {
  readonly daysDone: number;
  readonly days: number;
}

const lookEveryMs = 150;

/**
 * Resolves when the bot has collected the history; tells `onProgress` whenever another day is done. Ends quietly when
 * `signal` aborts.
 *
 * @throws when the bot cannot collect, or a day failed: with the reason that `/spend status` gives.
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
