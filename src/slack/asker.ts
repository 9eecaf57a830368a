import type { Asker } from './answers.ts';
import type { SlackContext } from './context.ts';

/** `slackUserId` as somebody who asks in `channelId`, with what they may see there. */
export async function askerOf(
  { people, answers }: Pick<SlackContext, 'people' | 'answers'>,
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
    isAdmin: () => people.isAdmin(slackUserId),
    email: () => people.emailOf(slackUserId),
  };
}
