import { type ExpressionBuilder, type Selectable, sql, type Transaction } from 'kysely';
import { type Instant, later } from '#core/time/day.ts';
import { hasChanged } from '#data/database/dialect.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import type { LeaseClaim } from '../jobs/lease.ts';
import type { OutboxEntry, OutboxOperation } from './outbox-store.ts';

/** The state of an entry. `uncertain`: Slack may have posted it, and there is no way to find out. */
type OutboxState = 'waiting' | 'claimed' | 'posted' | 'refused' | 'uncertain' | 'superseded';

/** An entry this process holds, with what we know of the message it is about. */
export interface ClaimedEntry extends OutboxEntry {
  readonly createdAt: Instant;
  readonly failedTries: number;
  /** When it was last handed to Slack without a conclusive reply. Null if Slack definitely doesn't have it. */
  readonly handedOverAt: Instant | null;
  /** Null if the entry isn't about another message. `ts` is null if that message isn't in Slack, or may not be. */
  readonly aboutMessage: { readonly state: OutboxState; readonly ts: string | null; readonly threadTs: string | null } | null;
}

/** The longest we ever wait for Slack. A next attempt further away is ignored: it was written before the clock was set back. */
export const furthestTryMs = 60 * 60_000;

const triedAtOnce = 50;

/**
 * Claims the oldest entry that can be sent now, or null; one about another message waits for it. Takes over expired claims.
 * One entry per channel at a time, so they go out in order, except for ones waiting for their next attempt.
 */
export async function claimEntry(database: Database, claim: LeaseClaim): Promise<ClaimedEntry | null> {
  // Usually there is nothing to send. Every process checks every second, so in that case we write nothing.
  if ((await candidates(database, claim)).length === 0) return null;
  await supersedeUpdates(database, claim.now.toISOString());
  // An entry that couldn't be claimed may be free a moment later. Newer ones in its channel must not overtake it.
  const passed = new Set<string>();
  for (const candidate of await candidates(database, claim)) {
    if (passed.has(candidate.channel_id)) continue;
    if (await claimed(database, candidate.key, claim)) return entryOf(candidate);
    passed.add(candidate.channel_id);
  }
  return null;
}

/** What can be sent now, oldest first. */
function candidates(database: Database, claim: LeaseClaim): Promise<Candidate[]> {
  const at = claim.now.toISOString();
  return database
    .selectFrom('outbox')
    .leftJoin('outbox as about_entry', 'about_entry.key', 'outbox.about')
    .where(({ eb, and, or }) =>
      or([
        and([
          eb('outbox.state', '=', 'waiting'),
          or([eb('outbox.next_try_at', '<=', at), eb('outbox.next_try_at', '>', later(claim.now, furthestTryMs).toISOString())]),
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

/** Only the latest text of a message is worth sending. */
async function supersedeUpdates(database: Database, at: string): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ state: 'superseded' })
    .where('operation', '=', 'update')
    .where(free(at))
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

async function claimed(database: Database, key: string, { holder, leaseMs, now }: LeaseClaim): Promise<boolean> {
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

/** Records that Slack is about to get the entry, and renews the claim. False if the claim was lost; then Slack must not be called. */
export function beginHandingOver(database: Database, key: string, { holder, leaseMs, now }: LeaseClaim): Promise<boolean> {
  const handedOver = { handed_over_at: now.toISOString(), lease_until: later(now, leaseMs).toISOString() };
  return hasChanged(held(database, key, holder).set(handedOver).where('lease_until', '>', now.toISOString()));
}

/** Extends a claim by `leaseMs`. False if another process has taken it, or the entry is settled. */
export function renewEntry(database: Database, key: string, { holder, leaseMs, now }: LeaseClaim): Promise<boolean> {
  return hasChanged(held(database, key, holder).set({ lease_until: later(now, leaseMs).toISOString() }));
}

/** Records where the message is, no matter who holds the claim by now: the message exists. */
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
  /** Whether Slack may have accepted the message anyway. */
  readonly isUnsure: boolean;
}

/** Returns a claimed entry to be tried again. */
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

/** Holds back everything waiting for a channel until `until`, because of a rate limit. */
export async function holdChannel(database: Database, channelId: string, until: Instant): Promise<void> {
  await database
    .updateTable('outbox')
    .set({ next_try_at: until.toISOString() })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'waiting')
    .where('next_try_at', '<', until.toISOString())
    .execute();
}

/** Ends an entry that won't be sent, or whose fate can't be known. False if the claim was lost. */
export function entryEnded(
  transaction: Transaction<Schema>,
  key: string,
  holder: string,
  { state, failure }: { readonly state: 'refused' | 'uncertain' | 'superseded'; readonly failure: string },
): Promise<boolean> {
  return hasChanged(held(transaction, key, holder).set({ state, failure }));
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

/** The entry, as long as `holder` has it claimed. */
function held(database: Database, key: string, holder: string) {
  return database.updateTable('outbox').where('key', '=', key).where('state', '=', 'claimed').where('holder', '=', holder);
}
