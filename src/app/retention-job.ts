import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { daysWithRows, dropRows } from '#data/ledger/retention.ts';
import type { Job } from '#delivery/jobs/jobs.ts';
import type { Logger } from '#log.ts';

export interface RetentionParts {
  readonly database: Database;
  readonly settleDays: number;
  /** How many days of rows to keep, not counting today. */
  readonly retentionDays: number;
  readonly logger: Logger;
}

/** Enough to drop years within minutes, but few enough that stopping the bot doesn't take long. */
const daysPerRun = 50;

/** Drops the rows of old days, once a day, each in its own transaction. Their totals stay. */
export function retentionJob({ database, settleDays, retentionDays, logger }: RetentionParts): Job {
  return {
    name: 'retention',
    onlyNewestCounts: true,
    due: async now => [`retention:${dayOf(now)}`],
    async run(_slot, { now }: { readonly now: Instant }) {
      const days = await daysWithRows(database, addDays(dayOf(now), -retentionDays));
      let dropped = 0;
      for (const day of days) {
        const outcome = await dropRows(database, day, settleDays);
        if (outcome === 'dropped') dropped += 1;
        else if (outcome === 'wrong totals') {
          logger.error(day, 'The rows of an old day stay, for its totals are not their sum; run `spendbot totals --rebuild`');
        }
        if (dropped === daysPerRun) break;
      }
      if (dropped > 0) logger.info({ days: dropped }, 'rows of old days were dropped; their totals stay');
      return dropped === daysPerRun ? { waitUntil: now } : 'done';
    },
  };
}
