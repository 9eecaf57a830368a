import type { webApi } from '@slack/bolt';
import type { Clock } from '#core/time/day.ts';
import { isBotIn } from '#delivery/slack/channels.ts';
import type { Draw, Messenger } from '#delivery/slack/messenger.ts';
import type { Asker } from '#features/access/asker.ts';
import type { Measure, Outcome } from '#features/answer-typed.ts';
import type { Action, Parts } from '#features/feature.ts';
import { channelScope } from '#features/settings/scopes-store.ts';
import type { Form } from '#features/setup/form.ts';
import type { Logger } from '#log.ts';
import type { Message } from '#show/blocks/message.ts';
import { problemView } from '#show/plain-views.ts';
import type { LatestPicture } from './latest-picture.ts';
import type { Once } from './once.ts';
import type { Colleague, People } from './people.ts';

/** What the listeners share. */
export interface SlackContext {
  readonly parts: Parts;
  readonly clock: Clock;
  readonly measure: Measure;
  /** The forms and actions of all features. */
  readonly forms: readonly Form[];
  readonly actions: readonly Action[];
  readonly draw: Draw;
  readonly people: People;
  /** For reads and uploads; retries on its own. */
  readonly client: webApi.WebClient;
  /** For posts; never retries on its own. */
  readonly poster: webApi.WebClient;
  /** For posts and pictures nobody waits for. */
  readonly messenger: Messenger;
  /** Who was told today that they may not ask. */
  readonly refused: Once;
  /** Answers already shared, so pressing twice posts once. */
  readonly shared: Once;
  /** Ids of events already received: Slack resends one that was not acknowledged in time. */
  readonly events: Once;
  readonly homePicture: LatestPicture;
  /** Aborts when the bot stops. */
  readonly stopping: AbortSignal;
  readonly logger: Logger;
}

/** The colleague `slackUserId` as the asker in `channelId`, with what they may see there. */
export async function askerOf(
  { people, parts, client }: Pick<SlackContext, 'people' | 'parts' | 'client'>,
  { isAdmin, email }: Colleague,
  { slackUserId, channelId, isPublic }: { slackUserId: string; channelId: string; isPublic: boolean },
): Promise<Asker> {
  const mayShowPeople = people.areVisibleToEveryone;
  return {
    slackUserId,
    channelId,
    isPublic,
    mayShowPeople,
    maySeePeople: mayShowPeople || (isAdmin && !isPublic),
    within: await channelScope(parts.database, channelId),
    mayChange: async () => isAdmin,
    isBotIn: channel => isBotIn(client, channel),
    email: async () => email ?? noEmail,
    emailIs: 'of your Slack account',
  };
}

const noEmail = problemView('Slack does not tell your e-mail address, so spendbot cannot say who you are in OpenAI.', {
  suggestion: 'by model last 7d',
});

export interface Asking {
  /** The text after `/spend`, a message to spendbot, or a button's question. */
  readonly text: string;
  readonly slackUserId: string;
  /** Where it was asked; that channel's scope limits the answer. */
  readonly channelId: string;
  /** Whether other people see the answer too. */
  readonly isPublic: boolean;
  /** Whether to offer sharing the answer in the channel. */
  readonly canShare: boolean;
}

export interface Answered {
  /** Null if answering failed. */
  readonly outcome: Outcome | null;
  readonly message: Message;
  /** Whether to fill in what the answer lacks as a running collection goes on. */
  readonly isWaiting: boolean;
}
