import { createHash } from 'node:crypto';
import { toJson } from '#core/bigint-json.ts';
import { errorMessage } from '#core/error-message.ts';
import { type Clock, growingPauseMs, later } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { type Logger, withoutSecrets } from '#log.ts';
import type { Message, UploadedPicture } from '#show/blocks/message.ts';
import type { NoteView } from '#show/plain-views.ts';
import { type LeasePace, usualLease } from '../jobs/lease.ts';
import type { Draw, DrawableChart, Messenger } from '../slack/messenger.ts';
import type { PostingOutcome } from '../slack/slack-error.ts';
import { refusalWords } from '../slack/slack-error.ts';
import { beginHandingOver, type ClaimedEntry, entryEnded, entryPosted, entryToRetry, furthestTryMs, holdChannel } from './claims-store.ts';
import { enqueue } from './outbox-store.ts';

export interface SendParts {
  readonly database: Database;
  readonly messenger: Messenger;
  /** Renders the view that an entry stores as text. Throws if it doesn't know that kind of view. */
  render(view: string): Rendered;
  readonly drawChart: Draw;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pace: OutboxPace;
  /** Who is claiming, unique per sender: an entry that one sender lost may be held by another in the same process. */
  readonly holder: string;
  /** Runs `post` when it is the channel's turn, about once a second. */
  inTurn<T>(channelId: string, post: () => Promise<T>): Promise<T>;
}

/**
 * Sends a claimed entry and records the outcome. If Slack may already have it, we look for it first.
 * Throws what the database or Slack throws during that search. The claim stays; see {@link putBack}.
 */
export async function sendEntry(parts: SendParts, entry: ClaimedEntry): Promise<void> {
  const { database, clock, pace, holder, logger } = parts;
  // Slack may have one that was handed over: that is found out first.
  const withheld = entry.handedOverAt === null ? parts.render(entry.view).withheld : undefined;
  if (withheld !== undefined) return withhold(parts, entry, withheld);
  const target = targetOf(entry);
  if (target.kind === 'nowhere') {
    // What belongs to a message that was withheld or replaced is of no use either.
    const isSuperseded = entry.aboutMessage?.state === 'superseded';
    if (isSuperseded) return endEntry(parts, entry, { state: 'superseded', failure: target.reason }, null);
    return giveUp(parts, entry, 'refused', target.reason);
  }
  if (entry.handedOverAt !== null && target.kind === 'post') {
    const settled = later(entry.handedOverAt, pace.settleMs);
    if (clock() < settled) {
      const retry = { failure: 'Slack did not confirm it', failedTries: entry.failedTries, nextTryAt: settled, isUnsure: true };
      return entryToRetry(database, entry.key, holder, retry);
    }
    const threadTs = target.thread?.ts ?? null;
    const sought = { channelId: entry.channelId, threadTs, key: entry.key, notBefore: entry.createdAt };
    const found = await parts.messenger.find(sought);
    if (found.kind === 'found') return entryPosted(database, entry.key, { ts: found.ts, threadTs, now: clock() });
    if (found.kind === 'unreadable') return giveUp(parts, entry, 'uncertain', found.reason);
  }
  const rendered = parts.render(entry.view);
  if (rendered.withheld !== undefined) return withhold(parts, entry, rendered.withheld);
  const picture = await parts.messenger.uploadChart(rendered.chart, parts.drawChart);
  const message = rendered.message(picture);
  const mayTry = () => mayHandOver(parts, entry.key);
  const outcome = await parts.inTurn(entry.channelId, () =>
    target.kind === 'update'
      ? parts.messenger.update(entry.channelId, target.ts, message, mayTry)
      : parts.messenger.post({ channelId: entry.channelId, thread: target.thread, key: entry.key }, message, mayTry),
  );
  if (outcome.kind === 'kept back') {
    logger.warn({ key: entry.key }, 'The claim on a message was lost before it was sent; whoever has it sends it');
  } else if (outcome.kind === 'posted') {
    const threadTs = target.kind === 'post' ? (target.thread?.ts ?? null) : null;
    await entryPosted(database, entry.key, { ts: outcome.ts, threadTs, now: clock() });
    logger.info({ key: entry.key, channelId: entry.channelId }, 'posted');
    if (picture !== null && !outcome.hasChart && target.kind === 'post') {
      await parts.messenger.uploadBelow(picture, entry.channelId, target.thread?.ts ?? outcome.ts);
    }
  } else await notPosted(parts, entry, outcome);
}

/** Records that Slack is about to get the entry, again if that took long: its time starts the lease. False if another process has it. */
async function mayHandOver({ database, clock, pace, holder }: SendParts, key: string): Promise<boolean> {
  for (;;) {
    const now = clock();
    if (!(await beginHandingOver(database, key, { holder, leaseMs: pace.leaseMs, now }))) return false;
    if (clock().getTime() - now.getTime() < pace.leaseMs / 3) return true;
  }
}

/** Returns an entry that couldn't be sent because of `error`, to be retried after a growing pause. */
export async function putBack({ database, clock, pace, holder }: SendParts, entry: ClaimedEntry, error: unknown): Promise<void> {
  const failedTries = entry.failedTries + 1;
  const nextTryAt = later(clock(), growingPauseMs(failedTries, pace.firstPauseMs, pace.longestPauseMs));
  const failure = withoutSecrets(errorMessage(error));
  // This error doesn't change whether the entry was handed to Slack before.
  await entryToRetry(database, entry.key, holder, { failure, failedTries, nextTryAt, isUnsure: true });
}

type NotPosted = Exclude<PostingOutcome, { kind: 'posted' | 'kept back' }>;

async function notPosted(parts: SendParts, entry: ClaimedEntry, outcome: NotPosted): Promise<void> {
  const { database, clock, pace, holder } = parts;
  if (outcome.kind === 'refused') return giveUp(parts, entry, 'refused', outcome.reason);
  const isRateLimit = outcome.kind === 'not now' && outcome.retryAfterMs !== null;
  // A rate limit isn't the message's fault, and says how long to wait.
  const failedTries = isRateLimit ? entry.failedTries : entry.failedTries + 1;
  if (outcome.kind === 'not now' && failedTries >= pace.mostRefusals) return giveUp(parts, entry, 'refused', outcome.reason);
  const growing = growingPauseMs(failedTries, pace.firstPauseMs, pace.longestPauseMs);
  const pauseMs = outcome.kind === 'unsure' ? Math.max(growing, pace.settleMs) : Math.min(outcome.retryAfterMs ?? growing, furthestTryMs);
  const nextTryAt = later(clock(), pauseMs);
  await entryToRetry(database, entry.key, holder, {
    failure: withoutSecrets(outcome.reason),
    failedTries,
    nextTryAt,
    isUnsure: outcome.kind === 'unsure',
  });
  if (isRateLimit) await holdChannel(database, entry.channelId, nextTryAt);
}

/** Stops trying to send an entry. If Slack refused it, whoever set it up is told; if it may be in Slack already, only the log says so. */
async function giveUp(parts: SendParts, entry: ClaimedEntry, state: 'refused' | 'uncertain', reason: string): Promise<void> {
  const failure = refusalWords(withoutSecrets(reason));
  const note = () => ({
    key: `refused:${entry.key}`,
    what: `spendbot could not post this, because ${failure}: ${parts.render(entry.view).title}.`,
    whatToDo: 'You get this because you set it up. Invite spendbot with /invite @spendbot, or choose another channel.',
  });
  await endEntry(parts, entry, { state, failure }, state === 'refused' ? note : null);
  parts.logger.error({ key: entry.key, channelId: entry.channelId, state, reason }, 'A message was not posted');
}

/** Drops an entry that spendbot is no longer allowed to post. Whoever set it up is told once, not for every entry. */
async function withhold(parts: SendParts, entry: ClaimedEntry, withheld: string): Promise<void> {
  const { key, channelId } = entry;
  const failure = 'figures of single people and keys are for admins';
  // The status shows keys to everyone, so this one does not name what it is about.
  const about = createHash('sha256').update(`${channelId} ${withheld}`).digest('hex').slice(0, 32);
  const note = () => ({
    key: `withheld:${about}`,
    what: `spendbot no longer posts this, because ${failure}: ${withheld}.`,
    whatToDo: 'You get this once, because you set it up. Choose a project or model instead, or remove it.',
  });
  await endEntry(parts, entry, { state: 'superseded', failure }, note);
  parts.logger.info({ key, channelId }, 'A message about a single person or key was not posted: their figures are for admins');
}

type Ended = Parameters<typeof entryEnded>[3];

/** Ends an entry and, in the same transaction, notes why for whoever set it up. */
async function endEntry(
  { database, clock, holder }: SendParts,
  { key, channelId, setUpBy }: ClaimedEntry,
  ended: Ended,
  note: (() => Pick<NoteView, 'what' | 'whatToDo'> & { readonly key: string }) | null,
): Promise<void> {
  await database.transaction().execute(async transaction => {
    const isMine = await entryEnded(transaction, key, holder, ended);
    if (!isMine || note === null || setUpBy === null) return;
    const { key: noteKey, what, whatToDo } = note();
    const view: NoteView = { kind: 'note', what, channelId, whatToDo };
    const entry = { key: noteKey, channelId: setUpBy, about: null, operation: 'post', setUpBy: null, view: toJson(view) } as const;
    await enqueue(transaction, entry, clock());
  });
}

type EntryTarget =
  | { readonly kind: 'post'; readonly thread: { readonly ts: string; readonly isBroadcast: boolean } | null }
  | { readonly kind: 'update'; readonly ts: string }
  /** The message it belongs to isn't in Slack. `reason` is Slack's code for that. */
  | { readonly kind: 'nowhere'; readonly reason: string };

/** A reply to a reply goes to the same thread. If we don't know whether the original is in Slack, the reply is posted on its own. */
function targetOf({ operation, about, aboutMessage }: ClaimedEntry): EntryTarget {
  if (operation === 'post' || about === null) return { kind: 'post', thread: null };
  const ts = aboutMessage?.state === 'posted' ? aboutMessage.ts : null;
  if (operation === 'update') return ts === null ? { kind: 'nowhere', reason: 'message_not_found' } : { kind: 'update', ts };
  if (ts !== null) return { kind: 'post', thread: { ts: aboutMessage?.threadTs ?? ts, isBroadcast: operation === 'broadcast' } };
  return aboutMessage?.state === 'uncertain' ? { kind: 'post', thread: null } : { kind: 'nowhere', reason: 'thread_not_found' };
}

/** The outbox's timing, and how entries are leased while being sent. Tests use shorter times. */
export interface OutboxPace extends LeasePace {
  /** How often to look for something to send. */
  readonly lookEveryMs: number;
  /** Between two messages in one channel. Slack allows about one a second. */
  readonly betweenMessagesMs: number;
  /** How long after a hand-over without a reply we look for it: a request that was cut off may still arrive. */
  readonly settleMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** After this many clear refusals in a row, the message is given up even if Slack doesn't call the reason final. */
  readonly mostRefusals: number;
}

export const usualPace: OutboxPace = {
  ...usualLease,
  lookEveryMs: 1_000,
  betweenMessagesMs: 1_100,
  settleMs: 30_000,
  firstPauseMs: 2_000,
  longestPauseMs: 300_000,
  mostRefusals: 15,
};

export interface Rendered {
  /** What the message is, in a few words: `Daily digest of 21 Nov 2026`. */
  readonly title: string;
  readonly chart: DrawableChart | null;
  /** What it is about, without figures, if a channel may not see it any more. Such a message is not posted. */
  readonly withheld?: string;
  /** The message, with the picture if there is one. */
  message(picture: UploadedPicture | null): Message;
}
