import { type Day, dayOf, type Instant } from '../day.ts';
import type { Names } from '../names.ts';
import type { Problem } from '../query.ts';
import { plainText, type Word, wordsOf } from './words.ts';

/** What was typed, taken apart, and what is needed to understand it. */
export interface Question {
  readonly typed: string;
  /** As long as `typed`; see {@link plainText}. */
  readonly plain: string;
  readonly words: readonly Word[];
  /** The UTC day on which it is asked. */
  readonly today: Day;
  readonly names: Names;
}

/** What some words mean, and the index of the word after them. */
export interface Reading<T> {
  readonly value: T;
  readonly next: number;
}

/** A reader gives null where the words are not of its kind, and a problem where they are and mean nothing. */
export type Read<T> = Reading<T> | Problem | null;

export function questionOf(typed: string, now: Instant, names: Names): Question {
  return { typed, plain: plainText(typed), words: wordsOf(typed), today: dayOf(now), names };
}

/** The text of the word at `at`, to compare with words of ours; empty past the end. */
export function textAt(question: Question, at: number): string {
  return question.words[at]?.text ?? '';
}

/** What was typed from the word at `from` up to the one at `next`. */
export function typedBetween(question: Question, from: number, next: number): string {
  const first = question.words[from];
  const last = question.words[next - 1];
  return first && last ? question.typed.slice(first.start, last.end) : '';
}

/**
 * The index of the word after the character `end`; null when `end` lies inside a word, so that `oct` is not read out
 * of `oct-launch`.
 */
export function wordAfter(question: Question, at: number, end: number): number | null {
  let next = at;
  while ((question.words[next]?.start ?? end) < end) next += 1;
  return (question.words[next - 1]?.end ?? 0) <= end ? next : null;
}
