import type { Instant } from '#core/time/day.ts';
import type { Job } from '#delivery/jobs/jobs.ts';

const everyMs = 5 * 60_000;

/**
 * Looks at budgets and alerts every five minutes, besides after each collection: snoozes end, periods end, and sources fall silent
 * without one. Only the newest slot is due, since looking late once says all that looking often would have.
 */
export function alertJob(evaluate: (now: Instant) => Promise<void>): Job {
  return {
    name: 'alerts',
    onlyNewestCounts: true,
    due: async now => [`alerts:${new Date(Math.floor(now.getTime() / everyMs) * everyMs).toISOString()}`],
    async run(_slot, { now }) {
      await evaluate(now);
      return 'done';
    },
  };
}
