import type { Attribute } from '../usage/dimensions.ts';
import { knownNearest, personCalled } from './known-names.ts';
import type { FilterValue } from './name-index.ts';
import type { Problem } from './query.ts';
import { type Question, textAt, typedBetween } from './question-words.ts';
import { readableMentions } from './readable-mentions.ts';
import { writeNames } from './write-names.ts';

export function problem(text: string, more: { suggestion?: string | null; choices?: readonly string[] } = {}): Problem {
  return { problem: text, suggestion: more.suggestion ?? null, choices: more.choices ?? [] };
}

export function isProblem(read: object): read is Problem {
  return 'problem' in read;
}

/** The words from `from` up to `next` in backticks, shortened to fit a message. */
export function named(question: Question, from: number, next: number): string {
  return inBackticks(typedBetween(question, from, next));
}

export function inBackticks(text: string): string {
  const shown = readableMentions(text).replace(/\s+/g, ' ').trim().replaceAll('`', "'");
  return `\`${shown.length > 60 ? `${Array.from(shown).slice(0, 59).join('')}…` : shown}\``;
}

/** The question with the words from `from` up to `next` replaced. */
export function withReplaced(question: Question, from: number, next: number, replacement: string): string {
  const start = question.words[from]?.start ?? question.typed.length;
  const end = question.words[next - 1]?.end ?? start;
  return `${question.typed.slice(0, start)}${replacement}${question.typed.slice(end)}`.replace(/\s+/g, ' ').trim();
}

/** An answer has room for this many buttons. */
const mostChoices = 20;

/** Asks which of `known` is meant. Each choice is a whole question. */
export function askWhich(question: Question, from: number, next: number, known: readonly FilterValue[]): Problem {
  const written = known.slice(0, mostChoices).map(one => writeNames(one.dimension, [one.value], question.names));
  const some = written.slice(0, 3).map(inBackticks).join(', ');
  const text = `${named(question, from, next)} matches ${known.length} names (${some}${known.length > 3 ? ', …' : ''}): which one?`;
  return problem(text, { choices: written.map(name => withReplaced(question, from, next, name)) });
}

/** Asks whether the word at `at` is meant as part of a person's name; null if it is in nobody's. */
export function askWhetherName(question: Question, at: number): Problem | null {
  const person = personCalled(question.names, textAt(question, at));
  if (person === null) return null;
  const written = writeNames('user', [person.value], question.names);
  return problem(`${named(question, at, at + 1)} may be a name: which one?`, {
    choices: [withReplaced(question, at, at + 1, written), withReplaced(question, at, at + 1, '') || 'cost'],
  });
}

/** Says that nothing is called `name`, and suggests the closest known name in place of the words from `from` up to `next`. */
export function nobodyCalled(question: Question, from: number, next: number, name: string, dimension: Attribute | null): Problem {
  const kind = dimension === null ? 'model, project, person or key' : dimension === 'user' ? 'person' : dimension;
  const nearest = knownNearest(question.names, name, dimension);
  const written = nearest && writeNames(nearest.dimension, [nearest.value], question.names);
  const hint = written ? `: did you mean ${inBackticks(written)}?` : '.';
  return problem(`No ${kind} is called ${inBackticks(name)}${hint}`, {
    suggestion: written && withReplaced(question, from, next, written),
  });
}
