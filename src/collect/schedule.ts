import { oneAtATime } from '#core/one-at-a-time.ts';
import { addDays, type Clock, dayOf, growingPauseMs, minuteMs } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import type { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import { onSchedule } from '#delivery/jobs/on-schedule.ts';
import type { Logger } from '#log.ts';
import type { Collections } from './collections.ts';

/** A collection that fails as a whole is tried again after these, not only when the next one is due. */
const firstPauseMs = minuteMs;
const longestPauseMs = 60 * minuteMs;

/**
 * Collects now and on the `cron` schedule (UTC): what today and the last `backfillDays` full days lack. Ticks during a run are made up by
 * one more run right after it.
 */
export function startCollecting(
  collections: Collections,
  options: {
    readonly cron: string;
    readonly backfillDays: number;
    readonly prepare?: () => Promise<void>;
    /** Called after each collection, however it went. */
    readonly onCollected?: () => Promise<void>;
    readonly onRun?: (job: string, outcome: 'done' | 'failed', seconds: number) => void;
    /** Where a collection that failed as a whole is named. */
    readonly troubles?: CurrentTroubles;
    readonly clock: Clock;
    readonly logger: Logger;
  },
) {
  let failedTries = 0;
  let nextTry: NodeJS.Timeout | undefined;
  let isStopping = false;
  const runNow = oneAtATime(async () => {
    if (isStopping) return;
    const startedAt = options.clock();
    let outcome: 'done' | 'failed' = 'failed';
    try {
      await options.prepare?.();
      const tomorrow = addDays(dayOf(options.clock()), 1);
      const reports = await collections.run(daysBefore(tomorrow, options.backfillDays + 1), { unlessDone: true });
      for (const { source, failures, stoppedBecause } of reports) {
        options.logger.info({ source, failedDays: new Set(failures.map(({ day }) => day)).size, stoppedBecause }, 'collected');
      }
      await options.onCollected?.();
      if (reports.every(({ failures, stoppedBecause }) => failures.length === 0 && stoppedBecause === null)) outcome = 'done';
      failedTries = 0;
      options.troubles?.worked('collect');
    } catch (error) {
      if (isStopping) options.logger.info('the collection was cut off; the next start goes on with what is left');
      else tryAgain(error);
    }
    options.onRun?.('collect', outcome, (options.clock().getTime() - startedAt.getTime()) / 1000);
  });
  const tryAgain = (error: unknown) => {
    failedTries += 1;
    const pauseMs = growingPauseMs(failedTries, firstPauseMs, longestPauseMs);
    options.logger.error({ err: error, nextTryInMs: pauseMs }, 'the collection failed; it is tried again');
    options.troubles?.failed('collect', error, options.clock());
    clearTimeout(nextTry);
    nextTry = setTimeout(() => void runNow(), pauseMs);
  };
  const stopSchedule = onSchedule(options.cron, () => void runNow());
  void runNow();
  return {
    /** A run in progress continues. */
    async stop(): Promise<void> {
      isStopping = true;
      stopSchedule();
      clearTimeout(nextTry);
    },
    /** Collects now, after any run in progress. Resolves when done, even if it failed. */
    runNow,
  };
}
