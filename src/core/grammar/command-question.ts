import type { Problem } from '../query.ts';
import { nearestOf } from './edit-distance.ts';
import type { ParseContext } from './parse-query.ts';
import { inBackticks, named, problem, withReplaced } from './problems.ts';
import { type Question, questionOf, textAt } from './question.ts';

const longestCommand = 1000;

/** A command, such as `budget $500/month`, taken apart as questions are; or why it cannot be. */
export function commandOf(text: string, { now, names }: ParseContext): Question | Problem {
  if (text.length > longestCommand) return problem(`A command has at most ${longestCommand} characters; this one has ${text.length}.`);
  return questionOf(text.replace(/(?<=\d[km]?)\s*\/\s*(?=(?:day|week|month|quarter)\b)/gi, ' per '), now, names);
}

/** The number of a listed budget or alert at `at`: `2`, `#2`. Null where there is none. */
export function numberAt(question: Question, at: number): number | null {
  const match = /^#?(\d{1,9})$/.exec(textAt(question, at));
  return match ? Number(match[1]) : null;
}

/** The word at `at` is not understood; the nearest of `known` is suggested in its place, where that is understood. */
export function notUnderstood(
  question: Question,
  at: number,
  known: readonly string[],
  isUnderstood: (text: string) => boolean,
  hint: string,
): Problem {
  const typed = textAt(question, at);
  const limit = typed.length <= 3 ? 1 : Math.max(1, Math.floor(typed.length / 3));
  const nearest = nearestOf(
    typed,
    known.map(word => [word, word] as const),
    limit,
  );
  const instead = nearest === null ? null : withReplaced(question, at, at + 1, nearest);
  const suggestion = instead !== null && isUnderstood(instead) ? instead : null;
  const words = named(question, at, at + 1);
  return problem(`${words} is not understood${suggestion ? `: did you mean ${inBackticks(suggestion)}?` : `. ${hint}`}`, { suggestion });
}
