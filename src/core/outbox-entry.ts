/**
 * What is done in Slack: a message of its own, a reply in a thread, a reply that the channel sees too, or a new text for a
 * message that is there already.
 */
export type OutboxOperation = 'post' | 'reply' | 'broadcast' | 'update';

/** A message on its way to Slack. */
export interface OutboxEntry {
  /** Unique for ever: `digest:daily:C123:2026-11-21`. Slack keeps it beside the message, so that the message can be found again. */
  readonly key: string;
  /** A channel, or a person's id for a direct message. */
  readonly channelId: string;
  /** The key of the message in whose thread this is a reply, or which it updates; null for a message of its own. */
  readonly about: string | null;
  readonly operation: OutboxOperation;
  /** The Slack user who is told when Slack refuses the message for good; null for nobody. */
  readonly setUpBy: string | null;
  /** The view model as text, see `toJson`; what it looks like is decided when it is posted. */
  readonly view: string;
}
