import { nearestOf } from './edit-distance.ts';
import { withReplaced } from './problems.ts';
import { type Question, typedBetween } from './question.ts';
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
} from './vocabulary.ts';

/** A question of more words is no slip of some of them, and each try costs as much as reading it. */
const mostWords = 9;
const mostSlips = 2;
const months = ['january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const meant: readonly string[] = [
  ...['last', 'past', 'this', 'days', 'weeks', 'months', 'week', 'month', 'quarter', 'year', 'date', 'today', 'yesterday', 'since'],
  ...['between', 'from', 'until', 'top', 'previous', ...months, ...weekdays, 'and', 'much', 'cost', 'spend', 'most'],
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
const candidates = [...new Set(meant)].map(word => [word, word] as const);

/**
 * The whole question with words that are nearly ours spelled as ours, one of them or all: `last 7 dasy` as `last 7 days`. Null
 * where that makes no question either.
 */
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
  return nearestOf(typed, candidates, Math.max(1, Math.floor(typed.length / 4)));
}

/** Places before a slip stay as they are, since words are replaced from the last to the first. */
function written(question: Question, slips: readonly { readonly at: number; readonly word: string }[]): string {
  let { typed } = question;
  for (const { at, word } of slips.toReversed()) typed = withReplaced({ ...question, typed }, at, at + 1, word);
  return typed;
}
