import { nearestOf } from './edit-distance.ts';
import { knownNearest } from './known-names.ts';
import { withReplaced } from './problems.ts';
import { type Question, typedBetween } from './question.ts';
import { dimensionAdverbs, dimensionVocabulary, formWords, metricWords } from './vocabulary.ts';
import { writeNames } from './write-name.ts';

/** Words next to each other: the index of the first, and of the one after the last. */
export interface Run {
  readonly from: number;
  readonly next: number;
}

/**
 * The whole question with its unknown words replaced by the nearest that are understood, or null where that makes no
 * question either.
 */
export function suggestInstead(question: Question, unknown: readonly Run[], isUnderstood: (text: string) => boolean): string | null {
  const words = unknown.flatMap(({ from, next }) => Array.from({ length: next - from }, (_, offset) => from + offset));
  if (words.length > 4) return null;
  for (const instead of [ourWord, aSplit, aName, withDays]) {
    const text = replaceEach(question, words, instead);
    if (text !== null && isUnderstood(text)) return text;
  }
  return null;
}

type Instead = (typed: string, question: Question) => string | null;

function replaceEach(question: Question, words: readonly number[], instead: Instead): string | null {
  let typed = question.typed;
  for (const at of words.toReversed()) {
    const replacement = instead(typedBetween(question, at, at + 1).toLowerCase(), question);
    if (replacement === null) return null;
    // Places before `at` stay as they are, since words are replaced from the last to the first.
    typed = withReplaced({ ...question, typed }, at, at + 1, replacement);
  }
  return typed;
}

const ourWords: readonly string[] = [
  ...['by', 'per', 'for', 'without', 'top', 'vs', 'previous', 'which', 'since', 'between'],
  ...[
    'today',
    'yesterday',
    'last',
    'past',
    'this',
    'week',
    'month',
    'quarter',
    'year',
    'days',
    'weeks',
    'months',
    'wtd',
    'mtd',
    'qtd',
    'ytd',
  ],
  ...['january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december'],
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ...metricWords.keys(),
  ...dimensionAdverbs.keys(),
];

/** Words that people use for what has another name here. */
const otherWords = new Map([
  ['usage', 'tokens'],
  ['graph', 'as chart'],
  ['plot', 'as chart'],
  ...[...formWords.keys()].map(form => [form, `as ${form}`] as const),
]);

function ourWord(typed: string): string | null {
  return otherWords.get(typed) ?? nearest(typed, ourWords);
}

function aSplit(typed: string): string | null {
  const dimension = nearest(typed, dimensionVocabulary);
  return dimension && `by ${dimension}`;
}

function aName(typed: string, question: Question): string | null {
  const known = knownNearest(question.names, typed, null);
  return known && `for ${writeNames(known.dimension, [known.value], question.names)}`;
}

/** `last 30` lacks its unit. */
function withDays(typed: string): string | null {
  if (/^\d{1,4}$/.test(typed)) return `${typed} days`;
  return typed === 'last' || typed === 'past' ? typed : null;
}

function nearest(typed: string, words: readonly string[]): string | null {
  const limit = typed.length <= 2 ? 0 : Math.max(1, Math.floor(typed.length / 3));
  return nearestOf(
    typed,
    words.map(word => [word, word] as const),
    limit,
  );
}
