import { type Clock, minuteMs } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { forgetClockAhead } from '#data/ledger/forget-clock-ahead.ts';
import type { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import type { Logger } from '#log.ts';

const toldForMs = 24 * 60 * minuteMs;

/** Sets right what was written while the clock was ahead, and says so in `status` for a day. */
export async function watchClock(database: Database, troubles: CurrentTroubles, clock: Clock, logger: Logger): Promise<void> {
  const now = clock();
  const told = troubles.list().find(({ what }) => what === 'clock');
  if (told !== undefined && now.getTime() - told.since.getTime() > toldForMs) troubles.worked('clock');
  const ahead = await forgetClockAhead(database, now);
  if (ahead === null) return;
  const until = ahead.latest === null ? '' : `, up to ${ahead.latest.slice(0, 10)}`;
  const words = `The clock of this machine was ahead${until}: ${ahead.days} days are read again or were not collected after all, and ${ahead.digests} digests are due again. Set its clock (NTP).`;
  logger.error(ahead, words);
  troubles.failed('clock', new Error(words), now);
}
