import type { Problem } from './query.ts';
import { type Question, typedBetween } from './question-words.ts';

export function problem(text: string, more: { suggestion?: string | null; choices?: readonly string[] } = {}): Problem {
  return { problem: text, suggestion: more.suggestion ?? null, choices: more.choices ?? [] };
}

export function isProblem(read: object): read is Problem {
  return 'problem' in read;
}

/** The words from `from` up to `next`, marked as quoted from the question and cut to a length that can be shown. */
export function named(question: Question, from: number, next: number): string {
  return inBackticks(typedBetween(question, from, next));
}

export function inBackticks(text: string): string {
  const shown = text.replace(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${shown.length > 60 ? `${Array.from(shown).slice(0, 59).join('')}…` : shown}\``;
}

/** The whole question with the words from `from` up to `next` replaced. */
export function withReplaced(question: Question, from: number, next: number, replacement: string): string {
  const start = question.words[from]?.start ?? question.typed.length;
  const end = question.words[next - 1]?.end ?? start;
  return `${question.typed.slice(0, start)}${replacement}${question.typed.slice(end)}`.replace(/\s+/g, ' ').trim();
}
