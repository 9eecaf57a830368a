import { setTimeout as pause } from 'node:timers/promises';
import { furthestFromDone } from '#collect/collections.ts';
import type { Answered, SlackContext } from './context.ts';

const lookEveryMs = 1_000;
/** A response URL expires after 30 minutes, so following stops before that. */
const longestMs = 28 * 60_000;

interface Followed {
  /** Asks the same question again; null while the asker gets no answer, and the previous one stays. */
  readonly ask: () => Promise<Answered | null>;
  /** Replaces the previous answer. */
  readonly update: (answered: Answered) => Promise<void>;
  /** How many times `update` may be called, at least once. */
  readonly updates: number;
}

/**
 * Updates an answer in place while a running collection fills in days it lacks: as the collection progresses, and once
 * all of them are there or the collection ends. Resolves then, or when the bot stops.
 */
export async function followCollection(
  { parts, stopping }: Pick<SlackContext, 'parts' | 'stopping'>,
  { ask, update, updates }: Followed,
): Promise<void> {
  const collecting = () => furthestFromDone([...parts.running.values()]);
  let left = updates;
  let daysSeen = collecting()?.daysDone ?? 0;
  let daysShown = daysSeen;
  for (let waitedMs = 0; waitedMs < longestMs; waitedMs += lookEveryMs) {
    if (!(await pauseUnlessStopped(stopping))) return;
    const progress = collecting();
    if (progress !== null && progress.daysDone === daysSeen) continue;
    daysSeen = progress?.daysDone ?? daysSeen;
    const answered = await ask();
    if (answered === null) continue;
    const isLast = !answered.isWaiting;
    // Keeps the last update for the end, and spreads the others over what is left to collect.
    const isWorthShowing = progress !== null && left > 1 && daysSeen - daysShown >= (progress.days - daysShown) / left;
    if (!isLast && !isWorthShowing) continue;
    await update(answered);
    left -= 1;
    daysShown = daysSeen;
    if (isLast) return;
  }
  const last = await ask();
  if (last !== null) await update(last);
}

/** False if the bot stops in the meantime. */
async function pauseUnlessStopped(stopping: AbortSignal): Promise<boolean> {
  try {
    await pause(lookEveryMs, undefined, { signal: stopping });
    return true;
  } catch (error) {
    if (stopping.aborted) return false;
    throw error;
  }
}
