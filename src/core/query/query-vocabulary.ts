import { type Attribute, type Dimension, isTimeUnit, type Metric } from '../usage/dimensions.ts';
import { type AnswerForm, answerForms } from './query.ts';
import { type Question, textAt, type WordMatch } from './question-words.ts';
import { readPeriod } from './read-period.ts';

/** By each word, written with commas, what it means. */
function meanings<T extends string>(words: Readonly<Record<T, string>>): Map<string, T> {
  return new Map((Object.keys(words) as T[]).flatMap(meaning => words[meaning].split(', ').map(word => [word, meaning] as const)));
}

const singular = meanings<Dimension>({
  model: 'model',
  user: 'user, person, people',
  project: 'project',
  key: 'key, api key, api-key',
  operation: 'operation, type',
  tier: 'tier, service tier',
  source: 'source',
  day: 'day',
  week: 'week',
  month: 'month',
});
const dimensionWords = new Map([...singular].flatMap(([word, dimension]) => [word, `${word}s`].map(text => [text, dimension] as const)));

/** Words that split by a dimension on their own, without `by`. */
export const dimensionAdverbs: ReadonlyMap<string, Dimension> = new Map([
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['who', 'user'],
]);

export const metricWords: ReadonlyMap<string, Metric> = meanings({
  cost: 'cost, costs, $, usd, dollars',
  tokens: 'tokens, token',
  requests: 'requests, request, calls',
});

export const formWords: ReadonlyMap<string, AnswerForm> = new Map(answerForms.filter(form => form !== 'default').map(form => [form, form]));

export const includingWords: ReadonlySet<string> = new Set(['for', 'on', 'only']);
export const excludingWords: ReadonlySet<string> = new Set(['without', 'except', 'excluding']);
export const byWords: ReadonlySet<string> = new Set(['by', 'per']);
export const whichWords: ReadonlySet<string> = new Set(['which', 'what']);
export const versusWords: ReadonlySet<string> = new Set(['vs', 'versus', 'against']);

/** Filler: these only make a sentence out of a question. */
export const fillerWords: ReadonlySet<string> = new Set(
  (
    'show give tell get me us please have has had been make made spend spending spent the a an in at of is was were are did do does we i our my it how much many what ' +
    "what's whats go went used use most all total overall and & during over so far utc - – can you could would like to see want"
  ).split(' '),
);

/** Skips words that can stand before a period or a name without changing it. */
export function skipArticles(question: Question, at: number): number {
  let next = at;
  while (articles.has(textAt(question, next))) next += 1;
  return next;
}

const articles: ReadonlySet<string> = new Set(['the', 'in', 'on', 'for', 'during', 'over', 'of']);

/** A dimension in one or two words: `model`, `people`, `api key`. */
export function readDimensionWord(question: Question, at: number): WordMatch<Dimension> | null {
  const one = textAt(question, at);
  const both = dimensionWords.get(`${one} ${textAt(question, at + 1)}`);
  if (both) return { value: both, next: at + 2 };
  const dimension = dimensionWords.get(one);
  return dimension ? { value: dimension, next: at + 1 } : null;
}

/** As {@link readDimensionWord}, for what questions can filter by. */
export function readAttributeWord(question: Question, at: number): WordMatch<Attribute> | null {
  const read = readDimensionWord(question, at);
  return read && !isTimeUnit(read.value) ? { value: read.value, next: read.next } : null;
}

export const dimensionVocabulary: readonly string[] = [...dimensionWords.keys()];

/** Whether the word at `at` is a keyword or starts a period, and so ends the name before it. True past the end. */
export function startsClause(question: Question, at: number): boolean {
  const word = question.words[at];
  if (word?.kind !== 'plain') return true;
  const { text } = word;
  const isOurs = clauseSets.some(words => words.has(text)) || readDimensionWord(question, at) !== null;
  return isOurs || readPeriod(question, at) !== null;
}

/** The longest unknown name, in words. Without a limit, nonsense would take long to read. */
const longestPhrase = 8;

/** The index after the words from `at` on that may be a name; `at` itself when there are none. */
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
