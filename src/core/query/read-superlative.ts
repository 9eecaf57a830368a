import { isTimeUnit } from '../usage/dimensions.ts';
import type { Clause } from './clause.ts';
import { isPlural } from './dimension-words.ts';
import { countOf } from './periods/written-number.ts';
import { named, problem, withReplaced } from './query-problems.ts';
import { metricWords, readDimensionWord, superlativeAdjectives, superlatives, whichWords } from './query-vocabulary.ts';
import { type Question, type Read, textAt, type WordMatch } from './question-words.ts';

/** Without a number, `top models` and `biggest spenders` are this many. */
const usualTop = 5;

/** `top 5 people`, `top model`, `most expensive project`, `the 3 largest keys`, `which key is the most expensive`. */
export function readSuperlative(question: Question, at: number): Read<Clause> {
  return readTop(question, at) ?? readMostUsed(question, at) ?? readSmallest(question, at);
}

function readTop(question: Question, at: number): Read<Clause> {
  const joined = /^top-?(\d{1,4})$/.exec(textAt(question, at))?.[1];
  const isNumbered = readNumber(question, at) !== null;
  const after = joined ? at + 1 : afterSuperlative(question, isNumbered ? at + 1 : at);
  if (after === null) return null;
  const number = joined ? Number(joined) : (readNumber(question, isNumbered ? at : after) ?? null);
  const next = number !== null && !joined && !isNumbered ? after + 1 : after;
  const isTop = textAt(question, at).startsWith('top');
  if (number === 0) return needsNumber(question, at, next);
  const dimension = readDimensionWord(question, afterFiller(question, next));
  if (dimension)
    return {
      value: { top: number ?? (isPlural(textAt(question, dimension.next - 1)) ? usualTop : 1), by: [dimension.value] },
      next: dimension.next,
    };
  if (number === null && isTop) return needsNumber(question, at, next);
  if (number !== null) return { value: { top: number }, next };
  return { value: isOfSeveral(question, at) ? {} : { top: 1 }, next };
}

function needsNumber(question: Question, at: number, next: number) {
  return problem(`${named(question, at, next)} needs a number of at least 1, as in \`top 5\`.`);
}

/** A count in figures or words. */
function readNumber(question: Question, at: number): number | null {
  const text = textAt(question, at);
  return text === 'a' || text === 'an' || text.length > 8 ? null : countOf(text);
}

/** The index after `biggest`, `most expensive`; null if there is none. */
function afterSuperlative(question: Question, at: number): number | null {
  const text = textAt(question, at);
  if (superlatives.has(text) || (['max', 'maximum'].includes(text) && isTime(question, at + 1))) return at + 1;
  return text === 'most' && superlativeAdjectives.has(textAt(question, at + 1)) ? at + 2 : null;
}

/** Skips `spending` in `highest spending project`. */
function afterFiller(question: Question, at: number): number {
  return ['spending', 'cost', 'of'].includes(textAt(question, at)) ? at + 1 : at;
}

/** Whether the words before `at` ask which of several: `which models`, and not `which model`. */
function isOfSeveral(question: Question, at: number): boolean {
  const which = question.words.findIndex(({ text }, index) => index < at && whichWords.has(text));
  const dimension = which < 0 ? null : readDimensionWord(question, which + 1);
  return dimension !== null && isPlural(textAt(question, dimension.next - 1));
}

/** `most used model`, `busiest day`: use is requests, tokens or cost, so the question must say which. */
function readMostUsed(question: Question, at: number): Read<Clause> {
  const isMost = textAt(question, at) === 'most' && ['used', 'active', 'popular'].includes(textAt(question, at + 1));
  const dimension = isMost || textAt(question, at) === 'busiest' ? readDimensionWord(question, isMost ? at + 2 : at + 1) : null;
  if (!dimension) return null;
  const top = isPlural(textAt(question, dimension.next - 1)) ? usualTop : 1;
  if (question.words.some(({ text }) => metricWords.has(text))) return { value: { top, by: [dimension.value] }, next: dimension.next };
  return problem(`${named(question, at, dimension.next)}: by requests, tokens or cost?`, {
    choices: ['requests', 'tokens', 'cost'].map(metric =>
      withReplaced(question, at, dimension.next, `top ${top} ${dimension.value} by ${metric}`),
    ),
  });
}

/** `max day`: elsewhere `max` and `min` may be parts of names. */
function isTime(question: Question, at: number): boolean {
  const dimension = readDimensionWord(question, at)?.value;
  return dimension !== undefined && isTimeUnit(dimension);
}

const smallest: ReadonlySet<string> = new Set(['cheapest', 'least', 'lowest', 'smallest', 'fewest', 'quietest', 'bottom']);

/** `cheapest model`: answers start with the largest, so the question is about the end of the whole list. */
function readSmallest(question: Question, at: number): Read<Clause> {
  if (!smallest.has(textAt(question, at)) && !(['min', 'minimum'].includes(textAt(question, at)) && isTime(question, at + 1))) return null;
  const isMore = superlativeAdjectives.has(textAt(question, at + 1)) || readNumber(question, at + 1) !== null;
  const adjective = isMore ? at + 2 : at + 1;
  const dimension: WordMatch<string> | null = readDimensionWord(question, adjective);
  const next = dimension?.next ?? adjective;
  const from = textAt(question, at - 1) === 'the' ? at - 1 : at;
  return problem(`${named(question, at, next)}: the largest come first; the smallest are at the end of the list.`, {
    suggestion: withReplaced(question, from, next, dimension === null ? '' : `by ${dimension.value}`),
  });
}
