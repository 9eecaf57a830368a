import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Instant } from '#core/time/day.ts';
import { metadataType } from './post.ts';

export interface Sought {
  readonly channelId: string;
  /** The thread it replies in, since replies aren't in a channel's history. Null for a message of its own. */
  readonly threadTs: string | null;
  readonly key: string;
  /** It can't have been posted before this. */
  readonly notBefore: Instant;
}

export type FindOutcome =
  | { readonly kind: 'found'; readonly ts: string }
  | { readonly kind: 'absent' }
  /** Slack doesn't let the bot read there. `reason` is its code. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** How far Slack's clock may be from ours. */
const clockSkewMs = 60 * 60_000;
const pageSize = 200;
/** Slack's codes after which we can ask again. Any other means that it won't tell us. */
const passingCodes = ['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'];

/**
 * Looks for a message that spendbot posted with `key`, in the channel's history or in its thread.
 *
 * @throws when Slack can't be asked right now.
 */
export async function findPosted(client: webApi.WebClient, sought: Sought): Promise<FindOutcome> {
  const { channelId: channel, threadTs, key, notBefore } = sought;
  const oldest = ((notBefore.getTime() - clockSkewMs) / 1000).toFixed(6);
  const base = { channel, oldest, include_all_metadata: true, limit: pageSize };
  try {
    let cursor: string | undefined;
    do {
      const page = { ...base, ...(cursor === undefined ? {} : { cursor }) };
      const { messages = [], response_metadata } = await (threadTs === null
        ? client.conversations.history(page)
        : client.conversations.replies({ ...page, ts: threadTs }));
      const ts = messages.find(message => keyIn(message) === key)?.ts;
      if (ts !== undefined) return { kind: 'found', ts };
      cursor = response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    return { kind: 'absent' };
  } catch (error) {
    if (!(error instanceof webApi.WebAPIPlatformError) || passingCodes.includes(error.data.error)) throw error;
    return { kind: 'unreadable', reason: error.data.error };
  }
}

const ownMessage = z.object({
  metadata: z.object({ event_type: z.literal(metadataType), event_payload: z.object({ key: z.string() }) }),
});

/** The key that spendbot gave a message; null for any other message. */
function keyIn(message: object): string | null {
  return ownMessage.safeParse(message).data?.metadata.event_payload.key ?? null;
}
