import type { Transaction } from 'kysely';
import { fromJson } from '#core/bigint-json.ts';
import { addDays, type Day, dayOf, type Instant, later, minuteMs, startOf } from '#core/time/day.ts';
import type { Database } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { changeDaysVersion } from './source-states.ts';

/** What was written while this machine's clock was ahead, and is set right. */
export interface ClockAhead {
  /** Days to be read again, or not collected yet after all. */
  readonly days: number;
  /** Digests that would have been silent until then. */
  readonly digests: number;
  /** The latest time that was written, ISO; null if only leases and digests were ahead. */
  readonly latest: string | null;
}

/** Local days run at most a day ahead of UTC, and clocks of several machines differ by seconds. */
const toleratedDays = 2;
const toleratedMs = toleratedDays * 24 * 60 * minuteMs;

/**
 * Sets right what was written while the clock was more than two days ahead of `now`: readings that look final, days of the future that look
 * collected, digests that look sent, and leases, snoozes and retries that would last until then. Null if there are no such days or digests.
 */
export async function forgetClockAhead(database: Database, now: Instant): Promise<ClockAhead | null> {
  const limit = later(now, toleratedMs);
  const at = limit.toISOString();
  const limitMs = BigInt(limit.getTime());
  return database.transaction().execute(async transaction => {
    const readAhead = transaction.selectFrom('collected_day').where('fetched_at', '>', at);
    const read = await readAhead
      .select(({ fn }) => ['source', fn.count<bigint>('day').distinct().as('days'), fn.max('fetched_at').as('latest')])
      .groupBy('source')
      .execute();
    // A day of the future has no rows: it was asked for, and OpenAI had nothing.
    await transaction.deleteFrom('collected_day').where('day', '>', dayOf(limit)).where('row_count', '=', 0n).execute();
    const failure = 'It was read while the clock of this machine was ahead; it is read again.';
    await transaction
      .updateTable('collected_day')
      .set({ fetched_at: null, failed_at: now.toISOString(), failure })
      .where('fetched_at', '>', at)
      .where('rows_dropped', '=', 0n)
      .execute();
    for (const { source } of read) await changeDaysVersion(transaction, source);
    await transaction.updateTable('source_state').set({ names_fetched_at: null }).where('names_fetched_at', '>', at).execute();
    await transaction.updateTable('source_state').set({ collecting_since_at: null }).where('collecting_since_at', '>', at).execute();
    await transaction.updateTable('collection_lease').set({ ended_at_ms: 0 }).where('ended_at_ms', '>', limitMs).execute();
    await transaction.updateTable('collection_lease').set({ holder: '', until_ms: 0 }).where('until_ms', '>', limitMs).execute();
    await transaction.deleteFrom('request_start').where('started_at_ms', '>', limitMs).execute();
    const isDueNow = { state: 'waiting', next_try_at: now.toISOString() };
    await transaction.updateTable('job_slot').set(isDueNow).where('state', '=', 'claimed').where('lease_until', '>', at).execute();
    await transaction.updateTable('job_slot').set(isDueNow).where('state', '=', 'waiting').where('next_try_at', '>', at).execute();
    // A channel takes no other message while one is claimed. Slack may have it, so it is still looked for first, from before it was written.
    await transaction.updateTable('outbox').set(isDueNow).where('state', '=', 'claimed').where('lease_until', '>', at).execute();
    const open = transaction.updateTable('outbox').where('state', 'in', ['waiting', 'claimed']);
    await open
      .set({ created_at: later(now, -toleratedMs).toISOString() })
      .where('created_at', '>', at)
      .execute();
    await open.set({ handed_over_at: now.toISOString() }).where('handed_over_at', '>', at).execute();
    await endSnoozes(transaction, at, now);
    // What was sent before the clock was ahead is not sent twice: its message is in the outbox.
    const digests = await transaction
      .updateTable('subscription')
      .set({ last_slot: null })
      .where('last_slot', '>', addDays(dayOf(now), toleratedDays))
      .executeTakeFirst();
    await transaction.updateTable('subscription').set({ since_at: now.toISOString() }).where('since_at', '>', at).execute();
    const days = read.reduce((sum, one) => sum + Number(one.days), 0);
    const sent = Number(digests.numUpdatedRows);
    if (days === 0 && sent === 0) return null;
    const latest = read
      .map(one => one.latest ?? '')
      .sort()
      .at(-1);
    return { days, digests: sent, latest: latest ?? null };
  });
}

/** Ends what was snoozed for an hour or until tomorrow. The rest of a budget's period may well be longer. */
async function endSnoozes(transaction: Transaction<Schema>, at: string, now: Instant): Promise<void> {
  const snoozed = await transaction
    .selectFrom('incident')
    .where('state', '=', 'snoozed')
    .where('snoozed_until', '>', at)
    .select(['id', 'snoozed_until', 'facts'])
    .execute();
  for (const { id, snoozed_until: until, facts } of snoozed) {
    const { endsOn } = fromJson(facts) as { readonly endsOn: Day | null };
    if (endsOn !== null && startOf(endsOn).toISOString() === until) continue;
    await transaction.updateTable('incident').set({ snoozed_until: now.toISOString() }).where('id', '=', id).execute();
  }
}
