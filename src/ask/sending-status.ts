import { type Instant, later } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { failedSlots } from '#delivery/jobs/slots-store.ts';
import { unsentEntries } from '#delivery/outbox/outbox-store.ts';
import type { SendingStatus } from './view-sending.ts';

/** What was refused or is uncertain is shown this long. */
const shownMs = 14 * 24 * 60 * 60_000;

/** How jobs and messages stand. */
export async function sendingStatus(database: Database, now: Instant): Promise<SendingStatus> {
  return {
    failedJobs: await failedSlots(database),
    unsent: await unsentEntries(database, later(now, -shownMs).toISOString()),
  };
}
