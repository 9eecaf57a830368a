import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { AnswerView } from '../answers/view.ts';

/** What the buttons of a card set up. */
export const cardChoices = ['digest', 'budget', 'spikes'] as const;
export type CardChoice = (typeof cardChoices)[number];

/** A choice somebody made. */
export interface CardAnswer {
  readonly choice: CardChoice;
  /** A Slack id. */
  readonly by: string;
  /** Of a digest: the time zone of its 9:00. */
  readonly timeZone?: string;
}

/** The card of a channel that spendbot was invited to. */
export interface ChannelCardView {
  readonly kind: 'channel card';
  readonly channelId: string;
  /** The last seven days, within the channel's scope. */
  readonly week: AnswerView;
  /** The budget that the button offers, for a month; null without a month to go by, and where there is one. */
  readonly budgetNanoUsd: NanoUsd | null;
  readonly answers: readonly CardAnswer[];
  /** The Slack id of who wanted nothing more; null while the buttons are there. */
  readonly declinedBy: string | null;
}
