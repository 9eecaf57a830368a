import type { Message } from '../slack/message.ts';
import type { ShownMessage } from './shown-message.ts';

/** One thing that somebody does in a channel, and what the message that follows must show. */
export interface Turn {
  /** A handle of the workspace. */
  readonly who: string;
  /** A channel's name. */
  readonly where: string;
  readonly does:
    | { readonly types: string }
    /** Presses a button of the last message that they were shown. */
    | { readonly presses: string }
    /** Reads the one message that `isIt` matches, which the bot posted unprompted. */
    | { readonly reads: string; isIt(message: Message): boolean };
  /** Something true that the message must show. */
  readonly fact?: Fact;
  /** Whether the bot must refuse and say why. */
  readonly isRefused?: true;
}

export interface Fact {
  readonly what: string;
  isShown(shown: ShownMessage): boolean | Promise<boolean>;
}

/** The kind of turn, for counting. */
export function kindOf({ does }: Turn): 'question' | 'button' | 'post' {
  if ('types' in does) return 'question';
  return 'presses' in does ? 'button' : 'post';
}
