import { setTimeout as pause } from 'node:timers/promises';
import { furthestFromDone } from '#collect/collections.ts';
import type { Answered, SlackContext } from './context.ts';

const lookEveryMs = 1_000;
/** A response URL lives 30 minutes; what is not there by then is asked for again. */
const longestMs = 28 * 60_000;

export interface Followed {
  /** Asks the same again. */
  readonly ask: () => Promise<Answered>;
  /** Puts the newer answer in the place of the one before. */
  readonly update: (answered: Answered) => Promise<void>;
  /** How often `update` may be called, at least once. */
  readonly updates: number;
}

/**
 * Keeps an answer up to date in its place while the collection that runs brings the days it lacks: as the collection goes on, and once
 * all that it asks for is there or the collection ends. Resolves then, or when the bot stops.
 */
export async function followCollection(
  { parts, stopping }: Pick<SlackContext, 'parts' | 'stopping'>,
  { ask, update, updates }: Followed,
): Promise<void> {
  const collecting = () => furthestFromDone([...parts.running.values()]);
  let left = updates;
  let seen = collecting()?.daysDone ?? 0;
  let shown = seen;
  for (let waitedMs = 0; waitedMs < longestMs; waitedMs += lookEveryMs) {
    if (!(await paused(stopping))) return;
    const progress = collecting();
    if (progress !== null && progress.daysDone === seen) continue;
    seen = progress?.daysDone ?? seen;
    const answered = await ask();
    const isLast = !answered.isWaiting;
    // The last update is kept for the end; the ones before it are spread over what is left to collect.
    const isWorthShowing = progress !== null && left > 1 && seen - shown >= (progress.days - shown) / left;
    if (!isLast && !isWorthShowing) continue;
    await update(answered);
    left -= 1;
    shown = seen;
    if (isLast) return;
  }
  await update(await ask());
}

/** False when the bot stops meanwhile. */
async function paused(stopping: AbortSignal): Promise<boolean> {
  try {
    await pause(lookEveryMs, undefined, { signal: stopping });
    return true;
  } catch (error) {
    if (stopping.aborted) return false;
    throw error;
  }
}
