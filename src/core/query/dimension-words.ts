import type { Dimension } from '../usage/dimensions.ts';

/** By each word, written with commas, what it means. */
export function meanings<T extends string>(words: Readonly<Record<T, string>>): Map<string, T> {
  return new Map((Object.keys(words) as T[]).flatMap(meaning => words[meaning].split(', ').map(word => [word, meaning] as const)));
}

const singular = meanings<Dimension>({
  model: 'model',
  user: 'user, person, people, member, spender, employee',
  project: 'project',
  key: 'key, api key, api-key',
  operation: 'operation, type, endpoint',
  tier: 'tier, service tier',
  source: 'source',
  day: 'day, date',
  week: 'week',
  month: 'month',
});

/** Every word for a dimension, singular and plural. Some are two words. */
export const dimensionWords: ReadonlyMap<string, Dimension> = new Map(
  [...singular].flatMap(([word, dimension]) => [word, `${word}s`].map(text => [text, dimension] as const)),
);

/** Whether `word` means several: `models`, `people`. */
export function isPlural(word: string): boolean {
  return word === 'people' || (word.endsWith('s') && dimensionWords.has(word.slice(0, -1)));
}

const labels = [...dimensionWords.keys()].filter(word => !word.includes(' ')).join('|');

/** A dimension with a colon or equals sign after it, as in `model=gpt-4o` and `project:"Search"`. */
export const labelPattern = `(?<label>${labels}|by|for|top|period)(?:[:=]+| +=+)`;
