import type { Dimension } from '../usage/dimensions.ts';
import type { Clause } from './assemble-query.ts';
import { nearestWord } from './nearest-of.ts';
import { named, problem, withReplaced } from './query-problems.ts';
import { byWords, dimensionAdverbs, dimensionVocabulary, metricWords, readDimensionWord, whichWords } from './query-vocabulary.ts';
import { type Question, type Read, textAt, type WordMatch } from './question-words.ts';

/** `by|per X[, Y]`, `daily`, `who …`, `which model …`, `top 5 people`, and `by cost`, which sets the metric. */
export function readSplit(question: Question, at: number): Read<Clause> {
  const text = textAt(question, at);
  const adverb = dimensionAdverbs.get(text);
  if (adverb) return { value: { by: [adverb] }, next: at + 1 };
  if (whichWords.has(text)) {
    const which = readDimensionWord(question, at + 1);
    return which && { value: { by: [which.value] }, next: which.next };
  }
  return readTop(question, at) ?? (byWords.has(text) ? readBy(question, at) : null);
}

function readBy(question: Question, at: number): Read<Clause> {
  const metric = textAt(question, at) === 'by' ? metricWords.get(textAt(question, at + 1)) : undefined;
  if (metric) return { value: { metric }, next: at + 2 };
  const by: Dimension[] = [];
  let next = at;
  for (;;) {
    const read = readDimension(question, afterJoin(question, next));
    if (!read) break;
    by.push(read.value);
    ({ next } = read);
  }
  return by.length > 0 ? { value: { by }, next } : unknownDimension(question, at);
}

/** A dimension after `by`; `who` counts too. */
function readDimension(question: Question, at: number): WordMatch<Dimension> | null {
  const adverb = dimensionAdverbs.get(textAt(question, at));
  return adverb ? { value: adverb, next: at + 1 } : readDimensionWord(question, at);
}

/** Skips what joins two dimensions: a comma, `and`, another `by`. */
function afterJoin(question: Question, at: number): number {
  let next = at;
  while (question.words[next]?.kind === 'comma' || ['and', '&', 'the'].includes(textAt(question, next))) next += 1;
  return byWords.has(textAt(question, next)) ? next + 1 : next;
}

function unknownDimension(question: Question, at: number): Read<Clause> {
  const typed = textAt(question, at + 1);
  const next = Math.min(at + 2, question.words.length);
  const nearest = nearestWord(typed, dimensionVocabulary, Math.max(1, Math.floor(typed.length / 2)));
  const instead = nearest && `${textAt(question, at)} ${nearest}`;
  const hint = instead
    ? `did you mean \`${instead}\`?`
    : 'split by `model`, `user`, `project`, `key`, `operation`, `tier`, `source`, `day`, `week` or `month`.';
  return problem(`${named(question, at, next)}: ${hint}`, { suggestion: instead && withReplaced(question, at, next, instead) });
}

function readTop(question: Question, at: number): Read<Clause> {
  const match = /^top-?(\d{1,4})?$/.exec(textAt(question, at));
  if (!match) return null;
  const apart = match[1] ? null : /^\d{1,4}$/.exec(textAt(question, at + 1));
  const top = Number(match[1] ?? apart?.[0] ?? 0);
  const next = apart ? at + 2 : at + 1;
  if (top === 0) return problem(`${named(question, at, next)} needs a number of at least 1, as in \`top 5\`.`);
  const dimension = readDimensionWord(question, next);
  return dimension ? { value: { top, by: [dimension.value] }, next: dimension.next } : { value: { top }, next };
}
