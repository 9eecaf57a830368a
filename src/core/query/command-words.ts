import { type NanoUsd, nanoUsdFromDecimal, oneDollar } from '../money/nano-usd.ts';
import { nearestWord } from './nearest-of.ts';
import type { Problem } from './query.ts';
import { inBackticks, named, problem, withReplaced } from './query-problems.ts';
import { matchAt, type QueryContext, type Question, questionOf, type Read, textAt, wordAfter } from './question-words.ts';

const longestCommand = 1000;

/** A command such as `budget $500/month` as words, or why it cannot be read. */
export function commandOf(text: string, context: QueryContext): Question | Problem {
  if (text.length > longestCommand) return problem(`A command has at most ${longestCommand} characters; this one has ${text.length}.`);
  return questionOf(text.replace(/(?<=\d[km]?)\s*\/\s*(?=(?:day|week|month|quarter)\b)/gi, ' per '), context);
}

/** The number of a listed budget or alert at `at`: `2`, `#2`. Null when there is none. */
export function numberAt(question: Question, at: number): number | null {
  const match = /^#?(\d{1,9})$/.exec(textAt(question, at));
  return match ? Number(match[1]) : null;
}

/** Says that the word at `at` is not understood, and suggests the nearest of `known` if that makes a valid command. */
export function wordNotUnderstood(
  question: Question,
  at: number,
  known: readonly string[],
  isUnderstood: (text: string) => boolean,
  hint: string,
): Problem {
  const typed = textAt(question, at);
  const limit = typed.length <= 3 ? 1 : Math.max(1, Math.floor(typed.length / 3));
  const nearest = nearestWord(typed, known, limit);
  const instead = nearest === null ? null : withReplaced(question, at, at + 1, nearest);
  const suggestion = instead !== null && isUnderstood(instead) ? instead : null;
  const words = named(question, at, at + 1);
  return problem(`${words} is not understood${suggestion ? `: did you mean ${inBackticks(suggestion)}?` : `. ${hint}`}`, { suggestion });
}

/** Anything larger is refused. A hundred times this still fits the database. */
const largestUsd = 10_000_000n;

/** A dollar amount: `$500`, `$1,500.50`, `$2k`, `500 usd`. With `isBare`, a plain number counts too. */
export function readAmount(question: Question, at: number, isBare: boolean): Read<NanoUsd> {
  const word = question.words[at];
  const match = word && matchAt(amountPattern, question.plain, word.start);
  if (!match || !(isBare || match[1] || match[5])) return null;
  const next = wordAfter(question, at, word.start + match[0].trimEnd().length);
  if (next === null) return null;
  const [, , whole = '', decimals = '', thousands = ''] = match;
  const amount = nanoUsdFromDecimal(`${whole.replaceAll(',', '')}${decimals}`) * (factors[thousands] ?? 1n);
  const typed = inBackticks(match[0].trim());
  if (amount <= 0n) return problem(`${typed}: an amount is more than $0.`);
  if (amount > largestUsd * oneDollar) return problem(`${typed}: an amount is at most $10,000,000.`);
  return { value: amount, next };
}

/** Hours, from 1 hour to 30 days: `6h`, `2 days`. */
export function readHours(question: Question, at: number): Read<number> {
  const word = question.words[at];
  const match = word && matchAt(hoursPattern, question.plain, word.start);
  const next = match ? wordAfter(question, at, word.start + match[0].length) : null;
  if (!match || next === null) return null;
  const hours = Number(match[1]) * (match[2]?.startsWith('d') ? 24 : 1);
  if (hours < 1 || hours > 720) return problem(`${inBackticks(match[0])}: from 1 hour to 30 days.`);
  return { value: hours, next };
}

const amountPattern = /(\$ ?)?(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,9})?(k|m)?( ?(?:\$|usd|dollars?))?(?![\w%]|\.\d)/y;
const factors: Readonly<Record<string, bigint>> = { k: 1_000n, m: 1_000_000n };
const hoursPattern = /(\d{1,4}) ?(h|hrs?|hours?|d|days?)(?![a-z\d])/y;
