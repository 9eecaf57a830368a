import type { SlackContext } from './context.ts';
import type { Colleague, Standing } from './people.ts';

/**
 * The person, if they may ask; null if not. `tell` gets what to say to them in private: each time if Slack did not say who
 * they are, otherwise once a day, and nothing for a bot. Whoever cannot be told stays refused.
 */
export async function admitted(
  { people, refused, logger }: Pick<SlackContext, 'people' | 'refused' | 'logger'>,
  slackUserId: string,
  tell: (refusal: string) => Promise<unknown>,
): Promise<Colleague | null> {
  const standing = await people.standingOf(slackUserId);
  if (standing.kind === 'colleague') return standing;
  const refusal = refusalOf(standing);
  if (refusal === null || (standing.kind !== 'unknown' && !refused.isFirst(slackUserId))) return null;
  try {
    await tell(refusal);
  } catch (error) {
    logger.info({ err: error, slackUserId }, 'A person who may not ask could not be told so');
  }
  return null;
}

/** What to say to somebody who may not ask; null for a bot, which gets no answer. */
export function refusalOf({ kind }: Exclude<Standing, Colleague>): string | null {
  return kind === 'bot' ? null : sentences[kind];
}

const sentences = {
  outsider: 'Sorry, spendbot answers only people who work for the company it belongs to.',
  guest: 'Sorry, spendbot answers only full members of this workspace, not guests.',
  unknown: 'Slack did not say who you are; try again.',
} as const;
