import { type Attribute, type Dimension, isTimeUnit, type Metric } from '../usage/dimensions.ts';
import { dimensionWords, meanings } from './dimension-words.ts';
import { readPeriod } from './periods/read-period.ts';
import type { AnswerForm } from './query.ts';
import { afterAll, type Question, textAt, type WordMatch } from './question-words.ts';

/** Words that split by a dimension on their own, without `by`. */
export const dimensionAdverbs: ReadonlyMap<string, Dimension> = new Map(
  Object.entries({ daily: 'day', weekly: 'week', monthly: 'month', who: 'user' } as const),
);

export const metricWords: ReadonlyMap<string, Metric> = meanings({
  cost: 'cost, costs, $, usd, dollars',
  tokens: 'tokens, token',
  requests: 'requests, request, calls',
});

export const formWords: ReadonlyMap<string, Exclude<AnswerForm, 'default'>> = meanings({
  chart: 'chart, graph, plot, diagram',
  table: 'table',
  csv: 'csv',
  json: 'json',
});

export const includingWords: ReadonlySet<string> = wordSet('for on only with using');
export const excludingWords: ReadonlySet<string> = wordSet('without except excluding exclude not no but minus ignoring');
export const byWords: ReadonlySet<string> = wordSet('by per each every');
export const whichWords: ReadonlySet<string> = wordSet('which what');
export const versusWords: ReadonlySet<string> = wordSet('vs versus against');
/** Words for the first of a list; after `most` also those of {@link superlativeAdjectives}. */
export const superlatives: ReadonlySet<string> = wordSet('biggest largest highest priciest costliest heaviest worst peak top');
export const superlativeAdjectives: ReadonlySet<string> = wordSet('expensive costly');

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Filler that alone asks for the cost: `what did we spend`, `usage`. */
export const costFillers: ReadonlySet<string> = wordSet(
  'spend spending spent spends much total totals overall use used uses usage bill bills billing billed invoice charge charges charged expense ' +
    'expenses expenditure money openai pay paid paying costing owe owed damage',
);

/** Filler that gives way to a team's own names: a project may be called Report, a person Bill. */
export const softFillers: ReadonlySet<string> = wordSet(
  'usage bill bills billing billed invoice charge charges charged expense expenses expenditure money openai pay paid paying ' +
    'spendbot hey hi hello yo ok okay thanks well just need know let list send display view find pull see print api account team company org organization everyone ' +
    'breakdown break broken split group grouped sort sorted rank ranked order ordered report reports summary summarize overview stats statistics ' +
    'figures numbers number count amount sum compare comparing comparison difference diff export download draw filter filtered period',
);

/** Filler: these only make a sentence out of a question. */
export const fillerWords: ReadonlySet<string> = new Set([
  ...costFillers,
  ...softFillers,
  ...wordSet(
    'show give tell get me us please have has had been make made the a an in at of is was were are did do does we i our my it how many what ' +
      "what's whats go goes going went most all and & during over so far grand utc - – can you could would like to want",
  ),
]);

/** Skips words that can stand before a period or a name without changing it. */
export function skipArticles(question: Question, at: number): number {
  return afterAll(question, at, articles);
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
  new Set(['as', 'top', 'or', 'compared', 'than', 'everything', ...superlatives]),
];
