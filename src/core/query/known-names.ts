import { keyOf } from '../key-of.ts';
import type { Attribute } from '../usage/dimensions.ts';
import type { Names } from '../usage/team-names.ts';
import { type FilterValue, foldName, indexOf, looseName } from './name-index.ts';
import { maySlip, nearestOf } from './nearest-of.ts';

/**
 * What `phrase` names, ignoring case, in `dimension` or any. An exact id wins over names, so ids always work, and an exact name over one
 * with a hyphen, underscore or space in another's place. Models, people, projects, keys and sources win over operations and tiers.
 */
export function knownAs(names: Names, phrase: string, dimension: Attribute | null): FilterValue[] {
  const { byName, byId, byLooseName } = indexOf(names);
  const isAsked = (one: FilterValue): boolean => dimension === null || one.dimension === dimension;
  const byItsId = (byId.get(phrase) ?? []).filter(isAsked);
  const taken = new Set(byItsId.map(one => one.dimension));
  const text = foldName(phrase);
  const byItsName = text === '' ? [] : (byName.get(text) ?? []).filter(one => isAsked(one) && !taken.has(one.dimension));
  const exact = unique([...byItsId, ...byItsName]);
  const all = exact.length > 0 || text === '' ? exact : unique((byLooseName.get(looseName(text)) ?? []).filter(isAsked));
  if (dimension !== null) return all;
  const named = all.filter(one => one.dimension !== 'operation' && one.dimension !== 'tier');
  return named.length > 0 ? named : all.filter(one => !tooPlain.has(one.value));
}

/** Too common to mean an operation or a tier unless the question says so. */
const tooPlain: ReadonlySet<string> = new Set(['other', 'default']);

/** What has `part` in its name. A model counts undated when that already matches. Ids of people, projects and keys do not count. */
export function knownWith(names: Names, part: string, dimension: Attribute | null): FilterValue[] {
  const text = foldName(part);
  const fitting = indexOf(names).called.filter(
    one => (dimension === null || one.dimension === dimension) && one.name.includes(text) && !one.stem?.includes(text),
  );
  return unique(fitting);
}

/** The person with the word `text` in their name; null if there is none. */
export function personCalled(names: Names, text: string): FilterValue | null {
  return indexOf(names).textsOf('user').get(text) ?? null;
}

/** The closest match to `phrase`, if any is close. */
export function knownNearest(names: Names, phrase: string, dimension: Attribute | null): FilterValue | null {
  const text = foldName(phrase);
  if (text.length > 40) return null;
  const limit = dimension === null ? Math.max(1, Math.floor(text.length / 3)) : text.length < 4 ? 1 : Math.ceil(text.length / 2);
  const texts = indexOf(names).textsOf(dimension);
  return nearestOf(text, dimension === null ? slipsOf(text, texts) : texts, limit);
}

function* slipsOf(text: string, texts: ReadonlyMap<string, FilterValue>): Generator<readonly [string, FilterValue]> {
  for (const entry of texts) if (maySlip(text, entry[0])) yield entry;
}

/** The length of the longest name that starts with `firstWord`; 0 when none does. */
export function longestNameFrom(names: Names, firstWord: string): number {
  return indexOf(names).longestFrom.get(foldName(firstWord)) ?? 0;
}

/** As {@link longestNameFrom}, with `nightly` for the key `nightly-evals` too. */
export function longestLooseNameFrom(names: Names, firstWord: string): number {
  const [first = ''] = looseName(foldName(firstWord)).split(' ');
  return Math.max(longestNameFrom(names, firstWord), indexOf(names).longestLooseFrom.get(first) ?? 0);
}

function unique(known: readonly FilterValue[]): FilterValue[] {
  return [...new Map(known.map(({ dimension, value }) => [keyOf(dimension, value), { dimension, value }])).values()];
}
