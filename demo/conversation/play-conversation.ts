import type { Instant } from '#core/time/day.ts';
import type { Ledger } from '../openai/ledger.ts';
import type { Message } from '../slack/message.ts';
import type { SlackStandIn } from '../slack/stand-in.ts';
import { conversation } from './conversation.ts';
import { shownMessage } from './shown-message.ts';
import { messageText, turnText } from './transcript.ts';
import { kindOf, type Turn } from './turn.ts';

/** How the conversation went. */
export interface Outcome {
  readonly questions: number;
  readonly buttons: number;
  /** How many facts were compared. */
  readonly facts: number;
  /** What is wrong, a line each. */
  readonly problems: readonly string[];
}

export interface PlayOptions {
  readonly slack: SlackStandIn;
  /** The stand-in OpenAI's own data, from which the facts are computed. */
  readonly ledger: Ledger;
  /** The time, for the bot too. */
  readonly now: Instant;
  /** Called with the transcript, piece by piece. */
  readonly print: (text: string) => void;
}

/** Plays the whole conversation, past wrong answers too. The history must be collected and the digest and the alert posted. */
export async function playConversation({ slack, ledger, now, print }: PlayOptions): Promise<Outcome> {
  const turns = conversation(ledger, now, slack);
  const shownTo = new Map<string, Message>();
  const problems: string[] = [];
  for (const turn of turns) {
    print(turnText(turn, slack.workspace.people.find(({ handle }) => handle === turn.who)?.name ?? turn.who));
    const problem = await problemOf(turn);
    if (problem !== null) problems.push(`${turnText(turn, turn.who)}: ${problem}`);
    print(problem === null ? '' : `  ✗ ${problem}\n`);
  }
  const count = (kind: string) => turns.filter(turn => kindOf(turn) === kind).length;
  return { questions: count('question'), buttons: count('button'), facts: turns.filter(({ fact }) => fact).length, problems };

  /** Plays one turn; null when all is well. */
  async function problemOf(turn: Turn): Promise<string | null> {
    try {
      const message = await messageFor(turn);
      print(messageText(message));
      shownTo.set(turn.who, message);
      const shown = shownMessage(message);
      // Refusals and failed answers have no headline. A message that was posted unasked was found, so it has one.
      if (shown.headline === null && !turn.isRefused && !('reads' in turn.does)) return 'it was not answered';
      if (shown.headline !== null && turn.isRefused) return 'it was answered';
      if (turn.fact === undefined) return null;
      if (!(await turn.fact.isShown(shown))) return `not shown: ${turn.fact.what}`;
      print(`  ✓ ${turn.fact.what}`);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async function messageFor({ who, where, does }: Turn): Promise<Message> {
    const { workspace } = slack;
    if ('types' in does) return (await workspace.type(does.types, { user: who, channel: where })).message();
    if ('reads' in does) {
      const found = workspace.messages(where).filter(message => message.threadTs === null && does.isIt(message));
      if (found[0] === undefined || found.length > 1) throw new Error(`${does.reads} is there ${found.length} times`);
      return found[0];
    }
    const message = shownTo.get(who);
    if (message === undefined) throw new Error(`${who} was shown nothing that has buttons`);
    return (await workspace.press(message, does.presses, { user: who })).message();
  }
}
