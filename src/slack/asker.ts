import { isBotIn } from '#delivery/slack/channels.ts';
import type { Asker } from './answers.ts';
import type { SlackContext } from './context.ts';

/** `slackUserId` as somebody who asks in `channelId`, with what they may see there. */
export async function askerOf(
  { people, answers, client }: Pick<SlackContext, 'people' | 'answers' | 'client'>,
  { slackUserId, channelId, isPublic }: { slackUserId: string; channelId: string; isPublic: boolean },
): Promise<Asker> {
  const mayShowPeople = people.areVisibleToEveryone;
  return {
    slackUserId,
    channelId,
    isPublic,
    mayShowPeople,
    maySeePeople: isPublic ? mayShowPeople : await people.maySeePeople(slackUserId),
    within: await answers.scopeOf(channelId),
    mayChange: () => people.isAdmin(slackUserId),
    isBotIn: channel => isBotIn(client, channel),
    email: () => people.emailOf(slackUserId),
  };
}
