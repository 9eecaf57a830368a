import { monthNames, weekdayNames } from '../time/format-day.ts';
import { knownNearest } from './known-names.ts';
import { maySlip, nearestSlip, nearestWord } from './nearest-of.ts';
import { withReplaced } from './query-problems.ts';
import {
  byWords,
  dimensionAdverbs,
  dimensionVocabulary,
  excludingWords,
  fillerWords,
  formWords,
  includingWords,
  metricWords,
  versusWords,
  whichWords,
} from './query-vocabulary.ts';
import { type Question, typedBetween } from './question-words.ts';
import { withoutPossessive } from './read-known-name.ts';
import { writeNames } from './write-names.ts';

/** Adjacent words: the index of the first, and the one after the last. */
export interface Run {
  readonly from: number;
  readonly next: number;
}

/** The question with its unknown words replaced by the closest known ones, or null when that makes no valid question. */
export function suggestInstead(question: Question, unknown: readonly Run[], isUnderstood: (text: string) => boolean): string | null {
  const words = unknown.flatMap(({ from, next }) => Array.from({ length: next - from }, (_, offset) => from + offset));
  if (words.length > 4) return null;
  for (const instead of [(typed: string) => nearestSlip(typed, ourWords), aSplit, aName, withDays]) {
    const text = replaceEach(question, words, instead);
    if (text !== null && isUnderstood(text)) return text;
  }
  return null;
}

type Instead = (typed: string, question: Question) => string | null;

function replaceEach(question: Question, words: readonly number[], instead: Instead): string | null {
  const replacements = words.flatMap(at => {
    const word = instead(typedBetween(question, at, at + 1).toLowerCase(), question);
    return word === null ? [] : [{ at, word }];
  });
  if (replacements.length < words.length) return null;
  // Two words of one name are replaced by it once.
  const once = replacements.map((one, index) => (replacements[index - 1]?.word === one.word ? { ...one, word: '' } : one));
  return written(question, once);
}

/** Without `may`, which is a word of its own. */
const months = monthNames.map(name => name.toLowerCase()).filter(name => name !== 'may');
const weekdays = weekdayNames.map(name => name.toLowerCase());

const ourWords: readonly string[] = [
  ...'by per for without top vs previous which since between'.split(' '),
  ...'today yesterday last past this week month quarter year days weeks months wtd mtd qtd ytd'.split(' '),
  ...months,
  ...weekdays,
  ...metricWords.keys(),
  ...dimensionAdverbs.keys(),
];

function aSplit(typed: string): string | null {
  const dimension = nearestSlip(typed, dimensionVocabulary);
  return dimension && `by ${dimension}`;
}

function aName(typed: string, question: Question): string | null {
  const name = withoutPossessive(typed);
  const known = name.length < 5 ? null : knownNearest(question.names, name, null);
  return known && `for ${writeNames(known.dimension, [known.value], question.names)}`;
}

/** `last 30` is missing its unit. */
function withDays(typed: string): string | null {
  if (/^\d{1,4}$/.test(typed)) return `${typed} days`;
  return typed === 'last' || typed === 'past' ? typed : null;
}

/** Longer questions are not worth trying: each attempt costs as much as reading the question. */
const mostWords = 9;
const mostSlips = 2;

const meant: readonly string[] = [
  ...'last past this days weeks months week month quarter year date today yesterday since between from until top previous'.split(' '),
  ...months,
  ...weekdays,
  ...'and much cost spend most'.split(' '),
  ...[metricWords, formWords, dimensionAdverbs].flatMap(words => [...words.keys()]),
  ...[byWords, includingWords, excludingWords, whichWords, versusWords].flatMap(words => [...words]),
  ...dimensionVocabulary,
];
const known: ReadonlySet<string> = new Set([
  ...meant,
  ...fillerWords,
  ...months.map(month => month.slice(0, 3)),
  'may',
  'tomorrow',
  'next',
]);

/** The question with near misses of keywords corrected, one or all: `last 7 dasy`. Null when that makes no valid question. */
export function respelled(question: Question, isUnderstood: (text: string) => boolean): string | null {
  if (question.words.length > mostWords) return null;
  const slips = question.words.flatMap((_, at) => {
    const word = meantBy(typedBetween(question, at, at + 1).toLowerCase());
    return word === null ? [] : [{ at, word }];
  });
  if (slips.length > mostSlips) return null;
  const texts = [...slips.map(slip => [slip]), ...(slips.length > 1 ? [slips] : [])].map(some => written(question, some));
  return texts.find(isUnderstood) ?? null;
}

function meantBy(typed: string): string | null {
  if (typed.length < 3 || typed.length > 12 || !/^[a-z]+$/.test(typed) || known.has(typed)) return null;
  return nearestWord(
    typed,
    meant.filter(word => maySlip(typed, word)),
    Math.max(1, Math.floor(typed.length / 4)),
  );
}

/** Replaces from the last word to the first, so earlier positions stay valid. */
function written(question: Question, replacements: readonly { readonly at: number; readonly word: string }[]): string {
  let { typed } = question;
  for (const { at, word } of replacements.toReversed()) typed = withReplaced({ ...question, typed }, at, at + 1, word);
  return typed;
}

/** `text` with its first word as the one of `commands` it nearly is; the command alone if it is one. Null if it is neither. */
export function commandMeant(text: string, commands: readonly string[]): string | null {
  const [, first = '', rest = ''] = /^\s*([a-z]{4,12})(\s[\s\S]*)?$/i.exec(text) ?? [];
  if (first === '') return null;
  const command = nearestWord(first.toLowerCase(), commands, Math.max(1, Math.floor(first.length / 4)));
  if (command === null || command === first.toLowerCase()) return command;
  return `${command}${rest}`.trim();
}
