import type { webApi } from '@slack/bolt';
import type { Clock } from '#core/time/day.ts';
import { isBotIn } from '#delivery/slack/channels.ts';
import type { Asker } from '#features/access/asker.ts';
import type { Measure, Outcome } from '#features/answer-typed.ts';
import type { Action, Parts } from '#features/feature.ts';
import { channelScope } from '#features/settings/scopes-store.ts';
import type { Logger } from '#log.ts';
import type { Form } from '#show/blocks/form.ts';
import type { Message } from '#show/blocks/message.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { problemView } from '#show/plain-views.ts';
import type { People } from './people.ts';
import type { Once } from './running.ts';

/** What the listeners share. */
export interface SlackContext {
  readonly parts: Parts;
  readonly clock: Clock;
  readonly measure: Measure;
  /** What the features bring besides words. */
  readonly forms: readonly Form[];
  readonly actions: readonly Action[];
  /** A chart as PNG. */
  draw(config: ChartConfig): Promise<Uint8Array>;
  readonly people: People;
  /** Reads and uploads; retries by itself. */
  readonly client: webApi.WebClient;
  /** Posts; never retries by itself. */
  readonly poster: webApi.WebClient;
  /** Which answers were shared, so that pressing twice posts once. */
  readonly shared: Once;
  /** Which events came, by id: Slack resends one that it got no reply to in time. */
  readonly events: Once;
  /** Aborts when the bot stops. */
  readonly stopping: AbortSignal;
  readonly logger: Logger;
}

/** `slackUserId` as somebody who asks in `channelId`, with what they may see there. */
export async function askerOf(
  { people, parts, client }: Pick<SlackContext, 'people' | 'parts' | 'client'>,
  { slackUserId, channelId, isPublic }: { slackUserId: string; channelId: string; isPublic: boolean },
): Promise<Asker> {
  const mayShowPeople = people.areVisibleToEveryone;
  return {
    slackUserId,
    channelId,
    isPublic,
    mayShowPeople,
    maySeePeople: isPublic ? mayShowPeople : await people.maySeePeople(slackUserId),
    within: await channelScope(parts.database, channelId),
    mayChange: () => people.isAdmin(slackUserId),
    isBotIn: channel => isBotIn(client, channel),
    email: async () => (await people.emailOf(slackUserId)) ?? noEmail,
    emailIs: 'of your Slack account',
  };
}

const noEmail = problemView('Slack does not tell your e-mail address, so spendbot cannot say who you are in OpenAI.', {
  suggestion: 'by model last 7d',
});

export interface Asking {
  /** What was typed after `/spend`, written to spendbot, or what a button carries. */
  readonly text: string;
  readonly slackUserId: string;
  /** Where it is asked: a channel's scope holds for its answers. */
  readonly channelId: string;
  /** Whether others see the answer too. */
  readonly isPublic: boolean;
  /** Whether to offer sharing the answer in the channel. */
  readonly canShare: boolean;
}

export interface Answered {
  /** Null when answering failed. */
  readonly outcome: Outcome | null;
  readonly message: Message;
  /** Whether a collection that runs will bring what the answer lacks. */
  readonly isWaiting: boolean;
}
