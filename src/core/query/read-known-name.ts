import type { Attribute } from '../usage/dimensions.ts';
import { knownAs, longestLooseNameFrom } from './known-names.ts';
import type { FilterValue } from './name-index.ts';
import type { Problem } from './query.ts';
import { askWhich, named, problem, withReplaced } from './query-problems.ts';
import { readAttributeWord } from './query-vocabulary.ts';
import { type Question, type Read, textAt, typedBetween, type WordMatch } from './question-words.ts';

/** Where a name is, and what is known about it up front. */
export interface NamePlace {
  readonly at: number;
  /** The first word to replace when the name is ambiguous: `project` in `project sear`. */
  readonly from: number;
  /** What the question says it is; null when it does not say. */
  readonly dimension: Attribute | null;
  /** In a list, the kind of the name before it, which is preferred. */
  readonly preferred: Attribute | null;
  /** The fewest characters that count as part of a name. */
  readonly shortestPart: number;
}

/** A name of unknown kind at `at`. */
export function bareName(at: number): NamePlace {
  return { at, from: at, dimension: null, preferred: null, shortestPart: 3 };
}

/** Whether a name that the team uses starts at `at`. */
export function readsAsName(question: Question, at: number): boolean {
  return readKnownName(question, at, null) !== null;
}

/** The longest run of words from `at` on that is a known name. */
export function readKnownName(question: Question, at: number, dimension: Attribute | null): WordMatch<FilterValue[]> | null {
  const first = question.words[at];
  if (first?.kind !== 'plain' && first?.kind !== 'bracket') return null;
  const longest = Math.max(...[first.value, withoutPossessive(first.value)].map(word => longestLooseNameFrom(question.names, word)));
  let next = at;
  // The name may have been typed with double spaces.
  while (longest > 0 && (question.words[next]?.end ?? Number.POSITIVE_INFINITY) - first.start <= longest + 10) next += 1;
  for (; next > at; next -= 1) {
    const typed = typedBetween(question, at, next);
    const known = [typed, withoutPossessive(typed)].map(name => knownAs(question.names, name, dimension)).find(({ length }) => length > 0);
    if (known) return { value: known, next };
  }
  return null;
}

/** `Search's spend` is the spend of Search. */
export function withoutPossessive(name: string): string {
  return name.replace(/['’]s$/i, '');
}

/** The one of `known` that is meant. Asks back when several fit, unless a `project` after the name or the list decides. */
export function settle(question: Question, place: NamePlace, known: readonly FilterValue[], next: number): Read<FilterValue> {
  const family = known.some(({ dimension }) => dimension === 'model') ? askWhetherFamily(question, place.from, next) : null;
  if (family) return family;
  const kind = place.dimension === null ? readAttributeWord(question, next) : null;
  const ofKind = known.filter(one => one.dimension === kind?.value);
  if (kind && ofKind.length > 0) return settle(question, { ...place, dimension: kind.value }, ofKind, kind.next);
  const ofPreferred = known.filter(one => one.dimension === place.preferred);
  const left = ofPreferred.length > 0 ? ofPreferred : known;
  const [only] = left;
  return left.length === 1 && only ? { value: only, next } : askWhich(question, place.from, next, left);
}

const families: ReadonlySet<string> = new Set(['models', 'family', 'series']);

/** `gpt-4 models` may be that model, or all whose names begin so. Null unless such a word is at `next` and the pattern covers more. */
export function askWhetherFamily(question: Question, from: number, next: number): Problem | null {
  if (!families.has(textAt(question, next)) || question.words[next - 1]?.kind !== 'plain') return null;
  const name = typedBetween(question, from, next);
  const isOfMore = question.names.models.some(
    id => id.startsWith(name.toLowerCase()) && !/^(?:-\d{4}-\d\d-\d\d)?$/.test(id.slice(name.length)),
  );
  if (!isOfMore || /\s|\*/.test(name)) return null;
  return problem(`${named(question, from, next + 1)}: the model ${name} alone, or all whose names begin so?`, {
    choices: [`${name}*`, `model ${name}`].map(choice => withReplaced(question, from, next + 1, choice)),
  });
}
