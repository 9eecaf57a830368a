import type { Message } from '../slack/message.ts';
import type { Finding } from './finding.ts';

/** One thing that somebody does, and what must come of it. */
export interface Turn {
  /** Who: a handle of the workspace. */
  readonly who: string;
  /** A channel's name. */
  readonly where: string;
  readonly does:
    | { readonly types: string }
    /** Presses a button of the last message that they were shown, or of the one that was shared. */
    | { readonly presses: string; readonly of?: 'shared' };
  /** What is right about what came; asked only when something came. */
  check(message: Message): Finding[] | Promise<Finding[]>;
}

/** What kind of thing it is, for counting. */
export function kindOf({ does }: Turn): 'command' | 'button' | 'share' {
  if ('types' in does) return 'command';
  return does.presses === shareButton ? 'share' : 'button';
}

export const shareButton = 'Share in channel';
