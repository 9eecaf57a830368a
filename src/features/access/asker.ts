import type { UploadedPicture } from '#show/blocks/message.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import type { Manager } from './manager.ts';

/** The person asking, and where they ask. */
export interface Asker extends Manager {
  /** Whether other people see the answer too. */
  readonly isPublic: boolean;
  /** Whether an answer that names people may be shared in a channel. */
  readonly mayShowPeople: boolean;
  /** The asker's e-mail address, for finding them among OpenAI's users; a problem view if it is unknown. */
  email(): Promise<string | ProblemView>;
  /** Describes that address in messages: `of your Slack account`. */
  readonly emailIs: string;
}

/** The person reading an answer, and how it is delivered. */
export interface Reader extends Pick<Asker, 'maySeePeople' | 'mayShowPeople' | 'isPublic'> {
  /** Whether to offer sharing: there is a channel, and not everyone in it sees the message already. */
  readonly canShare: boolean;
  /** The Slack id of the person sharing it, if the message is for a whole channel. */
  readonly sharedBy?: string;
  /** Replaces Slack's native chart. */
  readonly picture?: UploadedPicture;
}

/** Refuses figures for individual people and keys, and suggests a question the asker may ask instead. */
export function notForThem({ isPublic }: Pick<Asker, 'isPublic'>, suggestion: string): ProblemView {
  const who = isPublic ? 'not for a whole channel' : 'for admins';
  return problemView(`Figures of single people and keys are ${who}. Totals, and costs by model or project, are for everyone.`, {
    suggestion,
  });
}
