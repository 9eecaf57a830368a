import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { daysWithRows, dropRows } from '#data/ledger/retention.ts';
import type { Job } from '#delivery/jobs/jobs.ts';
import type { Logger } from '#log.ts';

export interface RetentionParts {
  readonly database: Database;
  readonly settleDays: number;
  /** Days of rows that are kept, besides today. */
  readonly retentionDays: number;
  readonly logger: Logger;
}

/** So many that years are dropped within minutes, and so few that a bot which is stopped has not long to wait. */
const daysPerRun = 50;

/** Once a day: drops the rows of old days, each in a transaction of its own. Their totals stay. */
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
