import { ascending } from '#core/ascending.ts';
import { type Instant, later } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';

export interface SlotClaim {
  readonly job: string;
  /** What is done once: `2026-11-22T09:07Z`, or anything else that names it. */
  readonly slot: string;
  /** Who claims it, different for each process. */
  readonly holder: string;
  /** How long the claim holds without {@link renewSlot}. */
  readonly leaseMs: number;
  readonly now: Instant;
}

/** A slot that this process has. */
export interface ClaimedSlot {
  /** When any process first saw that it was due. */
  readonly firstSeenAt: Instant;
  /** Tries that failed before this one. */
  readonly failedTries: number;
}

/**
 * Claims a slot: null when another process has it, when it is done, or while it waits for its next try. A claim whose
 * lease ran out is taken over, since its holder died.
 */
export async function claimSlot(database: Database, { job, slot, holder, leaseMs, now }: SlotClaim): Promise<ClaimedSlot | null> {
  const at = now.toISOString();
  const claim = { state: 'claimed', holder, lease_until: later(now, leaseMs).toISOString() };
  const claimed = await database
    .insertInto('job_slot')
    .values({ job, slot, ...claim, first_seen_at: at, failed_tries: 0, next_try_at: null, failure: null })
    .onConflict(conflict =>
      conflict
        .columns(['job', 'slot'])
        .doUpdateSet(claim)
        .where(({ eb, and, or, ref }) =>
          or([
            and([eb(ref('job_slot.state'), '=', 'waiting'), eb(ref('job_slot.next_try_at'), '<=', at)]),
            and([eb(ref('job_slot.state'), '=', 'claimed'), eb(ref('job_slot.lease_until'), '<=', at)]),
          ]),
        ),
    )
    .returning(['first_seen_at', 'failed_tries'])
    .executeTakeFirst();
  return claimed === undefined ? null : { firstSeenAt: new Date(claimed.first_seen_at), failedTries: Number(claimed.failed_tries) };
}

/** Holds a claim for `leaseMs` more. False when it was lost to another process. */
export async function renewSlot(database: Database, { job, slot, holder, leaseMs, now }: SlotClaim): Promise<boolean> {
  const { numUpdatedRows } = await held(database, { job, slot, holder })
    .set({ lease_until: later(now, leaseMs).toISOString() })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

type Held = Pick<SlotClaim, 'job' | 'slot' | 'holder'>;

/** Ends a claim: the slot is done for ever. */
export async function slotDone(database: Database, claim: Held): Promise<void> {
  await held(database, claim).set({ state: 'done', failed_tries: 0, next_try_at: null, failure: null }).execute();
}

/** Ends whatever slots of the job sort before this one: there is nothing left to be done for them. */
export async function olderSlotsDone(database: Database, { job, slot }: Pick<SlotClaim, 'job' | 'slot'>): Promise<void> {
  await database
    .updateTable('job_slot')
    .where('job', '=', job)
    .where('slot', '<', slot)
    .where('state', '<>', 'done')
    .set({ state: 'done', failed_tries: 0, next_try_at: null, failure: null })
    .execute();
}

/** Ends a claim that failed: the slot can be claimed again from `nextTryAt`. */
export async function slotFailed(
  database: Database,
  claim: Held,
  { failure, failedTries, nextTryAt }: { readonly failure: string; readonly failedTries: number; readonly nextTryAt: Instant },
): Promise<void> {
  await held(database, claim).set({ state: 'waiting', failed_tries: failedTries, next_try_at: nextTryAt.toISOString(), failure }).execute();
}

/** Ends a claim whose time has not come: what it waits for is no failure. */
export async function slotPostponed(database: Database, claim: Held, nextTryAt: Instant): Promise<void> {
  await held(database, claim).set({ state: 'waiting', failed_tries: 0, next_try_at: nextTryAt.toISOString(), failure: null }).execute();
}

/** A slot whose last try failed. */
export interface FailedSlot {
  readonly job: string;
  readonly slot: string;
  readonly failure: string;
  readonly failedTries: number;
  /** ISO. */
  readonly nextTryAt: string;
}

/** What `/spend status` shows of jobs, by name. */
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

/** Slots of `job` that wait for another try, or whose holder died, and can be claimed at `now`; oldest first. */
export async function claimableSlots(database: Database, job: string, now: Instant): Promise<string[]> {
  const at = now.toISOString();
  const rows = await database
    .selectFrom('job_slot')
    .where('job', '=', job)
    .where(({ eb, and, or }) =>
      or([
        and([eb('state', '=', 'waiting'), eb('next_try_at', '<=', at)]),
        and([eb('state', '=', 'claimed'), eb('lease_until', '<=', at)]),
      ]),
    )
    .select(['slot', 'first_seen_at'])
    .execute();
  return rows.sort((a, b) => ascending(a.first_seen_at, b.first_seen_at)).map(row => row.slot);
}

/** Forgets slots that were done before `before`; long enough ago that no clock can come back to them. */
export async function forgetDoneSlots(database: Database, before: Instant): Promise<void> {
  await database.deleteFrom('job_slot').where('state', '=', 'done').where('first_seen_at', '<', before.toISOString()).execute();
}

function held(database: Database, { job, slot, holder }: Held) {
  return database
    .updateTable('job_slot')
    .where('job', '=', job)
    .where('slot', '=', slot)
    .where('holder', '=', holder)
    .where('state', '=', 'claimed');
}
