import { readableMentions } from '#core/query/readable-mentions.ts';
import { styled, type TextLine } from './terminal/text-line.ts';

/** A message spendbot sends on its own. */
export interface NoteView {
  readonly kind: 'note';
  readonly what: string;
  /** The channel it is about, shown as a link. */
  readonly channelId: string | null;
  readonly whatToDo: string;
}

/** A limit on an answer that is not in its question. */
export interface Within {
  /** As in a question: `for project "Search"`. */
  readonly words: string;
  /** Whether it is the asker's own usage, so they may see it although it names a person. */
  readonly isOwn: boolean;
}

/** Why something was not answered, for the person who asked, with questions to ask instead. */
export function problemView(problem: string, more: { suggestion?: string | null; choices?: readonly string[] } = {}): ProblemView {
  return { kind: 'problem', problem, suggestion: more.suggestion ?? null, choices: more.choices ?? [] };
}

/** A question that was not understood or may not be answered. */
export interface ProblemView {
  readonly kind: 'problem';
  readonly problem: string;
  readonly suggestion: string | null;
  readonly choices: readonly string[];
}

/** Something is broken, and who can fix it. */
export interface FailureView {
  readonly kind: 'failure';
  readonly what: string;
  readonly whatToDo: string;
}

/** What a terminal shows of a problem, a line each. */
export function problemText({ problem: words, suggestion, choices }: ProblemView): TextLine[] {
  const lead = (text: string, question: string): TextLine => [styled('dim', text), styled(null, ' '), styled('title', question)];
  return [readableMentions(words), ...(suggestion === null ? [] : [lead('Try:', suggestion)]), ...choices.map(choice => lead('-', choice))];
}

/** What `--json` prints of a problem; `choices` only where the words fit several things. */
export function problemJson({ problem: words, suggestion, choices }: ProblemView): object {
  return choices.length > 0 ? { problem: words, suggestion, choices } : { problem: words, suggestion };
}
