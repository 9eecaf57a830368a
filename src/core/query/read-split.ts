import { type Dimension, isTimeUnit } from '../usage/dimensions.ts';
import type { Clause } from './clause.ts';
import { nearestSlip } from './nearest-of.ts';
import { readPeriod } from './periods/read-period.ts';
import { isProblem, named, problem, withReplaced } from './query-problems.ts';
import { byWords, dimensionAdverbs, dimensionVocabulary, readDimensionWord, whichWords } from './query-vocabulary.ts';
import { afterAll, type Question, type Read, textAt, type WordMatch } from './question-words.ts';
import { bareName } from './read-known-name.ts';
import { readMetric } from './read-metric.ts';
import { isCertainName, readName } from './read-name.ts';
import { readSuperlative } from './read-superlative.ts';

/** `by|per X[, Y]`, `daily`, `who …`, `which model …`, `top 5 people`, and `by cost`, which sets the metric. */
export function readSplit(question: Question, at: number): Read<Clause> {
  const text = textAt(question, at);
  const adverb = dimensionAdverbs.get(text);
  if (adverb) return { value: { by: [adverb] }, next: at + 1 };
  if (whichWords.has(text)) {
    const which = readDimensionWord(question, at + 1);
    return which && { value: { by: [which.value] }, next: which.next };
  }
  const repeated = readRepeated(question, at);
  if (repeated) return repeated;
  return readSuperlative(question, at) ?? (byWords.has(text) ? readBy(question, at) : null);
}

/** `day by day`, and `a day` as in `how much is it a day`. */
function readRepeated(question: Question, at: number): WordMatch<Clause> | null {
  const isOne = textAt(question, at) === 'a';
  const dimension = readDimensionWord(question, isOne ? at + 1 : at);
  if (!dimension || !isTimeUnit(dimension.value)) return null;
  if (isOne) return readPeriod(question, at + 1) === null ? { value: { by: [dimension.value] }, next: dimension.next } : null;
  const isRepeated = ['by', 'after'].includes(textAt(question, at + 1)) && textAt(question, at + 2) === textAt(question, at);
  return isRepeated ? { value: { by: [dimension.value] }, next: at + 3 } : null;
}

function readBy(question: Question, at: number): Read<Clause> {
  const metric = textAt(question, at) === 'by' ? readMetric(question, at + 1) : null;
  if (metric) return metric;
  const by: Dimension[] = [];
  let next = at;
  for (;;) {
    const read = readDimension(question, afterJoin(question, next));
    if (!read) break;
    by.push(read.value);
    ({ next } = read);
  }
  if (by.length > 0) return { value: { by }, next };
  return readByName(question, at) ?? unknownDimension(question, at);
}

/** `spent by Ada Lovelace` is a filter. */
function readByName(question: Question, at: number): Read<Clause> {
  const place = bareName(at + 1);
  const name = isCertainName(question, place) ? readName(question, place) : null;
  return name === null || isProblem(name) ? name : { value: { filters: [{ ...name.value, exclude: false }] }, next: name.next };
}

/** A dimension after `by`; `who` counts too. */
function readDimension(question: Question, at: number): WordMatch<Dimension> | null {
  const adverb = dimensionAdverbs.get(textAt(question, at));
  return adverb ? { value: adverb, next: at + 1 } : readDimensionWord(question, at);
}

/** Skips what joins two dimensions: a comma, `and`, another `by`. */
function afterJoin(question: Question, at: number): number {
  let next = at;
  while (question.words[next]?.kind === 'comma' || ['and', '&', 'the', 'then'].includes(textAt(question, next))) next += 1;
  return afterAll(question, next, byWords);
}

function unknownDimension(question: Question, at: number): Read<Clause> {
  const typed = textAt(question, at + 1);
  const next = Math.min(at + 2, question.words.length);
  const nearest = nearestSlip(typed, dimensionVocabulary);
  const instead = nearest && `${textAt(question, at)} ${nearest}`;
  const hint = instead
    ? `did you mean \`${instead}\`?`
    : 'split by `model`, `user`, `project`, `key`, `operation`, `tier`, `source`, `day`, `week` or `month`.';
  return problem(`${named(question, at, next)}: ${hint}`, { suggestion: instead && withReplaced(question, at, next, instead) });
}
