/** Words that spendbot sends to somebody by itself. */
export interface NoteView {
  readonly kind: 'note';
  readonly what: string;
  /** The channel that it is about, shown as a link; null for none. */
  readonly channelId: string | null;
  readonly whatToDo: string;
}

/** What an answer stays inside, besides what its question says. */
export interface Within {
  /** In the words of the grammar: `for project "Search"`. */
  readonly words: string;
  /** Whether it is the usage of whoever asks, and so for them although it names a person. */
  readonly isOwn: boolean;
}

/** Why something is not answered, in words for who asked, with a question to ask instead where there is one. */
export function problemView(problem: string, more: { suggestion?: string | null; choices?: readonly string[] } = {}): ProblemView {
  return { kind: 'problem', problem, suggestion: more.suggestion ?? null, choices: more.choices ?? [] };
}

/** What was asked is not understood. */
export interface ProblemView {
  readonly kind: 'problem';
  readonly problem: string;
  readonly suggestion: string | null;
  readonly choices: readonly string[];
}

/** Something is broken; says who can fix it. */
export interface FailureView {
  readonly kind: 'failure';
  readonly what: string;
  readonly whatToDo: string;
}

/** What a terminal shows of a problem, a line each. */
export function problemText({ problem: words, suggestion, choices }: ProblemView): string[] {
  return [words, ...(suggestion === null ? [] : [`Try: ${suggestion}`]), ...choices.map(choice => `- ${choice}`)];
}

/** What `--json` prints of a problem; `choices` only where the words fit several things. */
export function problemJson({ problem: words, suggestion, choices }: ProblemView): object {
  return choices.length > 0 ? { problem: words, suggestion, choices } : { problem: words, suggestion };
}
