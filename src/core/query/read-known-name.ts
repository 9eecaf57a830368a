import type { Attribute } from '../usage/dimensions.ts';
import { knownAs, longestNameFrom } from './known-names.ts';
import type { FilterValue } from './name-index.ts';
import { askWhich } from './query-problems.ts';
import { readAttributeWord } from './query-vocabulary.ts';
import { type Question, type Read, typedBetween, type WordMatch } from './question-words.ts';

/** Where a name stands, and what is known about it before it is read. */
export interface NamePlace {
  readonly at: number;
  /** The first word to replace when the name is asked back: `project` in `project sear`. */
  readonly from: number;
  /** What kind of thing it is said to be; null where that is not said. */
  readonly dimension: Attribute | null;
  /** In a list, the kind of the name before it, which goes before other kinds. */
  readonly preferred: Attribute | null;
  /** How many characters a part of a name must have at least. */
  readonly shortestPart: number;
}

/** The longest run of words from `at` on that something is called. */
export function readKnownName(question: Question, at: number, dimension: Attribute | null): WordMatch<FilterValue[]> | null {
  const first = question.words[at];
  if (first?.kind !== 'plain' && first?.kind !== 'bracket') return null;
  const longest = longestNameFrom(question.names, first.value);
  let next = at;
  // Spaces may have been doubled within the name.
  while (longest > 0 && (question.words[next]?.end ?? Number.POSITIVE_INFINITY) - first.start <= longest + 10) next += 1;
  for (; next > at; next -= 1) {
    const known = knownAs(question.names, typedBetween(question, at, next), dimension);
    if (known.length > 0) return { value: known, next };
  }
  return null;
}

/** One of `known`; asked back where they are several and neither a `project` after the name nor the list decides. */
export function settle(question: Question, place: NamePlace, known: readonly FilterValue[], next: number): Read<FilterValue> {
  const kind = place.dimension === null ? readAttributeWord(question, next) : null;
  const ofKind = known.filter(one => one.dimension === kind?.value);
  if (kind && ofKind.length > 0) return settle(question, { ...place, dimension: kind.value }, ofKind, kind.next);
  const ofPreferred = known.filter(one => one.dimension === place.preferred);
  const left = ofPreferred.length > 0 ? ofPreferred : known;
  const [only] = left;
  return left.length === 1 && only ? { value: only, next } : askWhich(question, place.from, next, left);
}
