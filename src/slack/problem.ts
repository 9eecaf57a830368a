import type { ProblemView } from '../ask/view.ts';

/** Why something is not answered, in words for who asked, with a question to ask instead where there is one. */
export function problem(words: string, suggestion: string | null = null): ProblemView {
  return { kind: 'problem', problem: words, suggestion, choices: [] };
}
