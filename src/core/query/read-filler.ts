import type { Said } from './assemble-query.ts';
import type { Clause } from './clause.ts';
import { allTime } from './periods/read-part-of.ts';
import { readPeriod } from './periods/read-period.ts';
import { askWhetherName } from './query-problems.ts';
import { costFillers, fillerWords, metricWords, readDimensionWord, softFillers } from './query-vocabulary.ts';
import { type Question, type Read, textAt } from './question-words.ts';
import { readBareFilters } from './read-filters.ts';
import { bareName, readsAsName } from './read-known-name.ts';
import { isCertainName } from './read-name.ts';

const exceptions: ReadonlySet<string> = new Set(['but', 'except', 'without', 'excluding', 'minus']);

/** Words without which the question says the same, and those that only say what to do if nothing else does. */
export function readFiller(question: Question, at: number): Read<Clause> {
  const text = textAt(question, at);
  if (text === 'good' && dayParts.has(textAt(question, at + 1))) return { value: {}, next: at + 2 };
  if (text === 'over' && textAt(question, at + 1) === 'time') return { value: { otherwise: { by: 'day' } }, next: at + 2 };
  // `everything but Search` is of what, and not of when.
  if (text === 'everything' && exceptions.has(textAt(question, at + 1))) return { value: {}, next: at + 1 };
  if (text === 'everything' || text === 'ever') {
    const period = allTime(question.today, question.firstDay);
    return { value: period === null ? {} : { otherwise: { period } }, next: at + 1 };
  }
  if (text === 'trend' || text === 'trends') return { value: { otherwise: { by: 'day' } }, next: at + 1 };
  if (isMoreThanFiller(question, at)) return null;
  const isFiller =
    isDirection(question, at) ||
    (degrees.has(text) && question.words.some(word => word.text === 'than')) ||
    fillerWords.has(text) ||
    (text === 'between' && question.isComparing) ||
    (text === 'from' && isCertainName(question, bareName(at + 1)));
  return isFiller ? { value: {}, next: at + 1 } : null;
}

/** Words that are filler elsewhere: `to october 15` ends there, `how many images` asks for a count of them, `api keys` is a dimension. */
function isMoreThanFiller(question: Question, at: number): boolean {
  const text = textAt(question, at);
  if (text === 'api') return readDimensionWord(question, at) !== null;
  if (text === 'to') return readPeriod(question, at + 1) !== null;
  return text === 'many' && !question.words.some(word => metricWords.has(word.text));
}

/** `break it down`, and `are costs up`, whose change every answer says. */
function isDirection(question: Question, at: number): boolean {
  if (!['up', 'down'].includes(textAt(question, at)) || textAt(question, at + 1) === 'to') return false;
  const before = textAt(question, at - 1);
  return beforeDirections.has(before) || (before === 'it' && beforeDirections.has(textAt(question, at - 2)));
}

const beforeDirections: ReadonlySet<string> = new Set([
  'break',
  'broken',
  'split',
  'go',
  'goes',
  'going',
  'gone',
  'went',
  'cost',
  'costs',
  'spend',
  'spending',
  'usage',
]);
const degrees: ReadonlySet<string> = new Set(['more', 'less', 'higher', 'lower', 'bigger', 'smaller']);

const dayParts: ReadonlySet<string> = new Set(['morning', 'afternoon', 'evening', 'day']);

/** A team's own name for what is otherwise filler: a project called Report, a person called Bill. */
export function readSoftName(question: Question, at: number): Read<Clause> {
  if (!softFillers.has(textAt(question, at))) return null;
  if (readsAsName(question, at)) return readBareFilters(question, at);
  return beforeNouns.has(textAt(question, at - 1)) ? null : askWhetherName(question, at);
}

/** No person's name comes after these: `our bill`. */
const beforeNouns: ReadonlySet<string> = new Set(['the', 'our', 'my', 'a', 'openai', 'api', 'total']);

/** Words that could be said of anything: `what have you made`. */
export function isFillerAlone({ words }: Question, said: readonly Said[]): boolean {
  const isEmpty = said.every(({ clause }) => Object.keys(clause).length === 0);
  return isEmpty && words.some(({ kind }) => kind === 'plain') && !words.some(({ text }) => costFillers.has(text));
}
