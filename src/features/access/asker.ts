import type { UploadedPicture } from '#show/blocks/message.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import type { Manager } from './manager.ts';

/** Who asks, and where. */
export interface Asker extends Manager {
  /** Whether whoever sees the answer may see figures of single people and keys. */
  readonly maySeePeople: boolean;
  /** Whether others see the answer too. */
  readonly isPublic: boolean;
  /** Whether an answer that names people may be shared in a channel. */
  readonly mayShowPeople: boolean;
  /** Their e-mail address, by which OpenAI may know them; otherwise why it is not known. */
  email(): Promise<string | ProblemView>;
  /** Whose address that is: `of your Slack account`. */
  readonly emailIs: string;
}

/** Who reads an answer, and how it reaches them. */
export interface Reader extends Pick<Asker, 'maySeePeople' | 'mayShowPeople' | 'isPublic'> {
  /** Whether there is a channel to share in, and not everyone in it sees the message already. */
  readonly canShare: boolean;
  /** The Slack id of who shares it, where the message is for a whole channel. */
  readonly sharedBy?: string;
  /** Shown instead of Slack's own chart. */
  readonly picture?: UploadedPicture;
}

/** The refusal of figures of single people and keys, with a question that may be asked instead. */
export function notForThem({ isPublic }: Pick<Asker, 'isPublic'>, suggestion: string): ProblemView {
  const who = isPublic ? 'not for a whole channel' : 'for admins';
  return problemView(`Figures of single people and keys are ${who}. Totals, and costs by model or project, are for everyone.`, {
    suggestion,
  });
}
