import type { Question } from './question.ts';
import { readPeriod } from './read-period.ts';
import {
  byWords,
  dimensionAdverbs,
  excludingWords,
  fillerWords,
  includingWords,
  metricWords,
  readDimensionWord,
  versusWords,
} from './vocabulary.ts';

/** Whether the word at `at` is one of ours, or begins a period, and so ends a name before it. Past the end is one too. */
export function startsClause(question: Question, at: number): boolean {
  const word = question.words[at];
  if (word?.kind !== 'plain') return true;
  const { text } = word;
  const isOurs = clauseSets.some(words => words.has(text)) || readDimensionWord(question, at) !== null;
  return isOurs || readPeriod(question, at) !== null;
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
