import type { Instant } from '#core/time/day.ts';
import type { Ledger } from '../openai/ledger.ts';
import { historyDays } from '../openai/rhythm.ts';
import type { Message } from '../slack/message.ts';
import type { SlackStandIn } from '../slack/stand-in.ts';
import { conversation } from './conversation.ts';
import { type Finding, finding } from './finding.ts';
import { findingsText, messageText, turnText } from './transcript.ts';
import { trueFigures } from './true-figures.ts';
import { kindOf, type Turn } from './turn.ts';

/** How the conversation went. */
export interface Outcome {
  readonly commands: number;
  readonly buttons: number;
  readonly shares: number;
  /** How many figures and words were compared. */
  readonly compared: number;
  /** What is wrong, a line each. */
  readonly problems: readonly string[];
}

export interface PlayOptions {
  readonly slack: SlackStandIn;
  /** What is true. Every answer is compared with it. */
  readonly ledger: Ledger;
  /** When it is, for the bot too. */
  readonly now: Instant;
  /** Takes the transcript as it grows. */
  readonly print: (text: string) => void;
}

/** Plays the whole conversation, on after a wrong answer too. The history must be collected. */
export async function playConversation({ slack, ledger, now, print }: PlayOptions): Promise<Outcome> {
  const turns = conversation({ truth: trueFigures(ledger, now), collectedDays: historyDays + 1, slackUrl: slack.url });
  const shownTo = new Map<string, Message>();
  const all: { turn: Turn; findings: Finding[] }[] = [];
  for (const turn of turns) {
    print(turnText(turn, slack.workspace.people.find(({ handle }) => handle === turn.who)?.name ?? turn.who));
    const findings = await played(turn);
    print(`${findingsText(findings)}\n`);
    all.push({ turn, findings });
  }
  const count = (kind: string) => turns.filter(turn => kindOf(turn) === kind).length;
  return {
    commands: count('command'),
    buttons: count('button'),
    shares: count('share'),
    compared: all.reduce((sum, { findings }) => sum + findings.length, 0),
    problems: all.flatMap(({ turn, findings }) =>
      findings
        .filter(({ isRight }) => !isRight)
        .map(({ what, expected, came }) => `${turnText(turn, turn.who)}: ${what}: expected ${expected}; came ${came}`),
    ),
  };

  async function played(turn: Turn): Promise<Finding[]> {
    try {
      const message = await answerTo(turn);
      print(messageText(message));
      shownTo.set(kindOf(turn) === 'share' ? 'shared' : turn.who, message);
      return await turn.check(message);
    } catch (error) {
      return [finding('an answer', false, 'an answer', error instanceof Error ? error.message : String(error))];
    }
  }

  async function answerTo({ who, where, does }: Turn): Promise<Message> {
    if ('types' in does) return (await slack.workspace.type(does.types, { user: who, channel: where })).message();
    const message = shownTo.get(does.of ?? who);
    if (message === undefined) throw new Error(`${who} was shown nothing that has buttons`);
    return (await slack.workspace.press(message, does.presses, { user: who })).message();
  }
}
