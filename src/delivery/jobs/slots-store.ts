import { type SqlBool, sql } from 'kysely';
import { ascending } from '#core/ascending.ts';
import { type Instant, later } from '#core/time/day.ts';
import { hasChanged } from '#data/database/dialect.ts';
import type { Database } from '#data/database/open.ts';
import type { LeaseClaim } from './lease.ts';

interface SlotClaim extends LeaseClaim {
  readonly job: string;
  /** What is done once: `2026-11-22T09:07Z`, or any other name for it. */
  readonly slot: string;
}

/**
 * Claims a slot, and says when a process first saw that it was due, and how often it failed before. Null if another process has it, it is
 * done, or must wait. An expired lease is taken over: its holder died.
 */
export async function claimSlot(database: Database, { job, slot, holder, leaseMs, now }: SlotClaim) {
  const at = now.toISOString();
  const claim = { state: 'claimed', holder, lease_until: later(now, leaseMs).toISOString() };
  const claimed = await database
    .insertInto('job_slot')
    .values({ job, slot, ...claim, first_seen_at: at, failed_tries: 0 })
    .onConflict(conflict => conflict.columns(['job', 'slot']).doUpdateSet(claim).where(claimable(at)))
    .returning(['first_seen_at', 'failed_tries'])
    .executeTakeFirst();
  return claimed === undefined ? null : { firstSeenAt: new Date(claimed.first_seen_at), failedTries: Number(claimed.failed_tries) };
}

/** Extends a claim by `leaseMs`. False if another process has taken it. */
export function renewSlot(database: Database, { job, slot, holder, leaseMs, now }: SlotClaim): Promise<boolean> {
  return hasChanged(held(database, { job, slot, holder }).set({ lease_until: later(now, leaseMs).toISOString() }));
}

const done = { state: 'done', failed_tries: 0, next_try_at: null, failure: null };

type Held = Pick<SlotClaim, 'job' | 'slot' | 'holder'>;

/** Ends a claim: the slot is done for good. */
export async function slotDone(database: Database, claim: Held): Promise<void> {
  await held(database, claim).set(done).execute();
}

/** Marks every slot of the job that sorts before this one as done. */
export async function olderSlotsDone(database: Database, { job, slot }: Pick<SlotClaim, 'job' | 'slot'>): Promise<void> {
  await database.updateTable('job_slot').where('job', '=', job).where('slot', '<', slot).where('state', '<>', 'done').set(done).execute();
}

/** Ends a claim, so that the slot can be claimed again from `nextTryAt` on: it failed, or it isn't time yet, which doesn't count as a failure. */
export async function slotWaits(
  database: Database,
  claim: Held,
  nextTryAt: Instant,
  { failure = null, failedTries = 0 }: { readonly failure?: string | null; readonly failedTries?: number } = {},
): Promise<void> {
  await held(database, claim).set({ state: 'waiting', failed_tries: failedTries, next_try_at: nextTryAt.toISOString(), failure }).execute();
}

export interface FailedSlot {
  readonly job: string;
  readonly slot: string;
  readonly failure: string;
  readonly failedTries: number;
  /** ISO. */
  readonly nextTryAt: string;
}

/** The failed jobs that `/spend status` shows, by name. */
export async function failedSlots(database: Database): Promise<FailedSlot[]> {
  const rows = await database.selectFrom('job_slot').where('state', '=', 'waiting').where('failure', 'is not', null).selectAll().execute();
  return rows
    .map(row => ({
      job: row.job,
      slot: row.slot,
      failure: row.failure ?? '',
      failedTries: Number(row.failed_tries),
      nextTryAt: row.next_try_at ?? '',
    }))
    .sort((a, b) => ascending(a.job, b.job) || ascending(a.slot, b.slot));
}

/** The slots of `job` that can be claimed at `now`, because they are due for another attempt or their holder died; oldest first. */
export async function claimableSlots(database: Database, job: string, now: Instant): Promise<string[]> {
  const at = now.toISOString();
  const rows = await database
    .selectFrom('job_slot')
    .where('job', '=', job)
    .where(claimable(at))
    .select(['slot', 'first_seen_at'])
    .execute();
  return rows.sort((a, b) => ascending(a.first_seen_at, b.first_seen_at)).map(row => row.slot);
}

/** Deletes slots first seen before `before` that are done. Choose it so that no clock can go back that far. */
export async function forgetDoneSlots(database: Database, before: Instant): Promise<void> {
  await database.deleteFrom('job_slot').where('state', '=', 'done').where('first_seen_at', '<', before.toISOString()).execute();
}

/** The condition that a slot is due for another attempt, or its holder died. */
function claimable(at: string) {
  return sql<SqlBool>`((job_slot.state = 'waiting' and job_slot.next_try_at <= ${at})
    or (job_slot.state = 'claimed' and job_slot.lease_until <= ${at}))`;
}

function held(database: Database, { job, slot, holder }: Held) {
  return database
    .updateTable('job_slot')
    .where('job', '=', job)
    .where('slot', '=', slot)
    .where('holder', '=', holder)
    .where('state', '=', 'claimed');
}
