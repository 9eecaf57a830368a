import type { ClaimedEntry } from '../store/outbox-claims.ts';

/** Where an entry goes. */
export type EntryTarget =
  | { readonly kind: 'post'; readonly thread: { readonly ts: string; readonly isBroadcast: boolean } | null }
  | { readonly kind: 'update'; readonly ts: string }
  /** What it belongs to is not in Slack. `reason` is Slack's code for that. */
  | { readonly kind: 'nowhere'; readonly reason: string };

/**
 * Where `entry` goes. A reply to a reply goes into the same thread, as Slack has no deeper ones. A reply to a message of which nobody
 * knows whether it is in Slack becomes a message of its own, for what it says must not be lost.
 */
export function targetOf({ operation, about, aboutMessage }: ClaimedEntry): EntryTarget {
  if (operation === 'post' || about === null) return { kind: 'post', thread: null };
  const ts = aboutMessage?.state === 'posted' ? aboutMessage.ts : null;
  if (operation === 'update') return ts === null ? { kind: 'nowhere', reason: 'message_not_found' } : { kind: 'update', ts };
  if (ts !== null) return { kind: 'post', thread: { ts: aboutMessage?.threadTs ?? ts, isBroadcast: operation === 'broadcast' } };
  return aboutMessage?.state === 'uncertain' ? { kind: 'post', thread: null } : { kind: 'nowhere', reason: 'thread_not_found' };
}
