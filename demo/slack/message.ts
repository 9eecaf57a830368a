import type { Block, JsonObject } from './json.ts';

/** A message as the workspace keeps it. A change makes a new object with the same `ts`. */
export interface Message {
  /** `1763800000.000123`: the id within its channel, and when it was posted. */
  readonly ts: string;
  readonly channel: string;
  /** The id of the person or bot who wrote it. */
  readonly author: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The `ts` of the message this replies to; null outside a thread. */
  readonly threadTs: string | null;
  /** A reply that is shown in the channel too. */
  readonly broadcast: boolean;
  readonly metadata: JsonObject | null;
  /** The only person who sees it; null for everyone in the channel. */
  readonly visibleTo: string | null;
  readonly edited: boolean;
  /** Ids of the files shared with it. */
  readonly files: readonly string[];
}

export interface NewMessage {
  readonly channel: string;
  readonly author: string;
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly threadTs?: string | null;
  readonly broadcast?: boolean;
  readonly metadata?: JsonObject | null;
  readonly visibleTo?: string | null;
  readonly files?: readonly string[];
}

/** Something that happened to a message. */
export interface MessageChange {
  readonly kind: 'posted' | 'changed' | 'deleted';
  readonly message: Message;
  /** The id of the response URL it came through; null for any other way. */
  readonly via: string | null;
}
