import {
  byWords,
  dimensionAdverbs,
  excludingWords,
  fillerWords,
  includingWords,
  metricWords,
  readDimensionWord,
  versusWords,
} from './query-vocabulary.ts';
import type { Question } from './question-words.ts';
import { readPeriod } from './read-period.ts';

/** Whether the word at `at` is one of ours, or begins a period, and so ends a name before it. Past the end is one too. */
export function startsClause(question: Question, at: number): boolean {
  const word = question.words[at];
  if (word?.kind !== 'plain') return true;
  const { text } = word;
  const isOurs = clauseSets.some(words => words.has(text)) || readDimensionWord(question, at) !== null;
  return isOurs || readPeriod(question, at) !== null;
}

/** Names that are not known exactly are looked for in so many words; without an end, nonsense would take long to read. */
const longestPhrase = 8;

/** The index after the words from `at` on that are none of ours and may be a name; `at` itself where there are none. */
export function phraseEnd(question: Question, at: number): number {
  let end = at;
  while (end - at < longestPhrase && !startsClause(question, end)) end += 1;
  return end;
}

const clauseSets: readonly { has(word: string): boolean }[] = [
  byWords,
  includingWords,
  excludingWords,
  versusWords,
  metricWords,
  dimensionAdverbs,
  fillerWords,
  new Set(['as', 'top', 'or', 'compared']),
];
