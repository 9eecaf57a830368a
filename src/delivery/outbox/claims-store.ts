import { type ExpressionBuilder, type Selectable, sql, type Transaction } from 'kysely';
import { type Instant, later } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import type { OutboxEntry, OutboxOperation } from './outbox-store.ts';

/** How an entry stands. `uncertain`: Slack may have posted it, and nobody can find out. */
type OutboxState = 'waiting' | 'claimed' | 'posted' | 'refused' | 'uncertain' | 'superseded';

/** An entry that this process has, with what is known of the message that it is about. */
export interface ClaimedEntry extends OutboxEntry {
  readonly createdAt: Instant;
  readonly failedTries: number;
  /** When Slack was last handed it without an answer that settles it; null when Slack surely does not have it. */
  readonly handedOverAt: Instant | null;
  /** Null for an entry that is about no other. `ts` is null where that message is not, or perhaps not, in Slack. */
  readonly aboutMessage: { readonly state: OutboxState; readonly ts: string | null; readonly threadTs: string | null } | null;
}

export interface EntryClaim {
  /** Who claims, different for each that sends. */
  readonly holder: string;
  /** How long the claim holds without {@link renewEntry}. */
  readonly leaseMs: number;
  readonly now: Instant;
  /** A next try further away than this was written before the clock went back, and does not hold. */
  readonly furthestTryMs: number;
}

const triedAtOnce = 50;

/**
 * Claims the oldest entry that can be sent now, or null. One that is about another waits for that; while an entry of a channel
 * is claimed, no other of that channel is, so that they are sent in the order of writing, but for those that wait for their next try.
 * A claim whose lease ran out is taken over.
 */
export async function claimEntry(database: Database, claim: EntryClaim): Promise<ClaimedEntry | null> {
  // Mostly there is nothing to send, and then nothing is written: every process asks every second.
  if ((await candidates(database, claim)).length === 0) return null;
  await supersedeUpdates(database, claim.now.toISOString());
  // One that could not be claimed may be free a moment later: what is newer in its channel must not go before it.
  const passed = new Set<string>();
  for (const candidate of await candidates(database, claim)) {
    if (passed.has(candidate.channel_id)) continue;
    if (await claimed(database, candidate.key, claim)) return entryOf(candidate);
    passed.add(candidate.channel_id);
  }
  return null;
}

/** What can be sent now, the oldest first. */
function candidates(database: Database, claim: EntryClaim): Promise<Candidate[]> {
  const at = claim.now.toISOString();
  return database
    .selectFrom('outbox')
    .leftJoin('outbox as about_entry', 'about_entry.key', 'outbox.about')
    .where(({ eb, and, or }) =>
      or([
        and([
          eb('outbox.state', '=', 'waiting'),
          or([eb('outbox.next_try_at', '<=', at), eb('outbox.next_try_at', '>', later(claim.now, claim.furthestTryMs).toISOString())]),
        ]),
        and([eb('outbox.state', '=', 'claimed'), eb('outbox.lease_until', '<=', at)]),
      ]),
    )
    .where(({ eb, or }) => or([eb('outbox.about', 'is', null), eb('about_entry.state', 'not in', ['waiting', 'claimed'])]))
    .orderBy('outbox.sequence')
    .limit(triedAtOnce)
    .selectAll('outbox')
    .select(['about_entry.state as about_state', 'about_entry.ts as about_ts', 'about_entry.thread_ts as about_thread_ts'])
    .execute();
}

/** Only the newest text of a message is worth sending. */
async function supersedeUpdates(database: Database, at: string): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ state: 'superseded' })
    .where('operation', '=', 'update')
    .where(({ eb, and, or }) => or([eb('state', '=', 'waiting'), and([eb('state', '=', 'claimed'), eb('lease_until', '<=', at)])]))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('outbox as newer')
          .whereRef('newer.about', '=', 'outbox.about')
          .whereRef('newer.sequence', '>', 'outbox.sequence')
          .where('newer.operation', '=', 'update')
          .where('newer.state', 'in', ['waiting', 'claimed', 'posted'])
          .select(sql`1`.as('one')),
      ),
    )
    .execute();
}

async function claimed(database: Database, key: string, { holder, leaseMs, now }: EntryClaim): Promise<boolean> {
  const at = now.toISOString();
  const { numUpdatedRows } = await database
    .updateTable('outbox')
    .set({ state: 'claimed', holder, lease_until: later(now, leaseMs).toISOString() })
    .where('key', '=', key)
    .where(free(at))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as other')
            .whereRef('other.channel_id', '=', 'outbox.channel_id')
            .where('other.state', '=', 'claimed')
            .where('other.lease_until', '>', at)
            .select(sql`1`.as('one')),
        ),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function free(at: string) {
  return ({ eb, and, or }: ExpressionBuilder<Schema, 'outbox'>) =>
    or([eb('state', '=', 'waiting'), and([eb('state', '=', 'claimed'), eb('lease_until', '<=', at)])]);
}

/**
 * Notes that Slack is about to be handed the entry, and renews the claim. False when the claim was lost: then Slack must
 * not be called.
 */
export async function beginHandingOver(
  database: Database,
  key: string,
  { holder, leaseMs, now }: Omit<EntryClaim, 'furthestTryMs'>,
): Promise<boolean> {
  const { numUpdatedRows } = await held(database, key, holder)
    .set({ handed_over_at: now.toISOString(), lease_until: later(now, leaseMs).toISOString() })
    .where('lease_until', '>', now.toISOString())
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Holds a claim for `leaseMs` more. False when it was lost to another process, or the entry is settled. */
export async function renewEntry(
  database: Database,
  key: string,
  { holder, leaseMs, now }: Omit<EntryClaim, 'furthestTryMs'>,
): Promise<boolean> {
  const { numUpdatedRows } = await held(database, key, holder)
    .set({ lease_until: later(now, leaseMs).toISOString() })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes where the message is. It holds whoever has the claim by now: the message is there. */
export async function entryPosted(
  database: Database,
  key: string,
  { ts, threadTs, now }: { readonly ts: string; readonly threadTs: string | null; readonly now: Instant },
): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ state: 'posted', ts, thread_ts: threadTs, posted_at: now.toISOString(), handed_over_at: null, failure: null, failed_tries: 0 })
    .where('key', '=', key)
    .execute();
}

export interface Retry {
  readonly failure: string | null;
  readonly failedTries: number;
  readonly nextTryAt: Instant;
  /** Whether Slack may have taken the message all the same. */
  readonly isUnsure: boolean;
}

/** Puts a claimed entry back, to be tried again. */
export async function entryToRetry(database: Database, key: string, holder: string, retry: Retry): Promise<void> {
  await held(database, key, holder)
    .set({
      state: 'waiting',
      failure: retry.failure,
      failed_tries: retry.failedTries,
      next_try_at: retry.nextTryAt.toISOString(),
      ...(retry.isUnsure ? {} : { handed_over_at: null }),
    })
    .execute();
}

/** Holds back all that waits for a channel until `until`: Slack takes no more messages there for now. */
export async function holdChannel(database: Database, channelId: string, until: Instant): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ next_try_at: until.toISOString() })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'waiting')
    .where('next_try_at', '<', until.toISOString())
    .execute();
}

/** Ends an entry that will not be sent, or of which nobody can know whether it was. False when the claim was lost. */
export async function entryEnded(
  transaction: Transaction<Schema>,
  key: string,
  holder: string,
  { state, failure }: { readonly state: 'refused' | 'uncertain'; readonly failure: string },
): Promise<boolean> {
  const { numUpdatedRows } = await held(transaction, key, holder).set({ state, failure }).executeTakeFirst();
  return numUpdatedRows > 0n;
}

type Candidate = Selectable<Schema['outbox']> & {
  readonly about_state: string | null;
  readonly about_ts: string | null;
  readonly about_thread_ts: string | null;
};

function entryOf(row: Candidate): ClaimedEntry {
  return {
    key: row.key,
    channelId: row.channel_id,
    about: row.about,
    operation: row.operation as OutboxOperation,
    setUpBy: row.set_up_by,
    view: row.view,
    createdAt: new Date(row.created_at),
    failedTries: Number(row.failed_tries),
    handedOverAt: row.handed_over_at === null ? null : new Date(row.handed_over_at),
    aboutMessage:
      row.about === null ? null : { state: (row.about_state ?? 'refused') as OutboxState, ts: row.about_ts, threadTs: row.about_thread_ts },
  };
}

/** The entry, as long as `holder` has the claim on it. */
function held(database: Database | Transaction<Schema>, key: string, holder: string) {
  return database.updateTable('outbox').where('key', '=', key).where('state', '=', 'claimed').where('holder', '=', holder);
}
