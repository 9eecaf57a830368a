import type { Attribute } from '../usage/dimensions.ts';
import type { Clause } from './assemble-query.ts';
import type { FilterValue } from './name-index.ts';
import { isProblem, named, nobodyCalled, problem, withReplaced } from './query-problems.ts';
import { excludingWords, includingWords, phraseEnd, readAttributeWord, readDimensionWord, startsClause } from './query-vocabulary.ts';
import { type Question, type Read, textAt, typedBetween } from './question-words.ts';
import { type NamePlace, readKnownName, settle } from './read-known-name.ts';
import { isCertainName, readName } from './read-name.ts';
import { readPeriod } from './read-period.ts';
import { writeNames } from './write-names.ts';

/** `for|on|only X`, `without X`. In front of a period, `for` and `on` only introduce it. */
export function readFilters(question: Question, at: number): Read<Clause> {
  const exclude = excludingWords.has(textAt(question, at));
  if (!exclude && !includingWords.has(textAt(question, at))) return null;
  let next = at + 1;
  while (includingWords.has(textAt(question, next)) || textAt(question, next) === 'the') next += 1;
  const introduced = exclude ? null : readIntroducedPeriod(question, at, next);
  if (introduced) return introduced;
  const list = readList(question, next, exclude, 2);
  if (list) return list;
  if (!exclude && question.words[next]?.kind === 'plain' && startsClause(question, next)) return { value: {}, next };
  const end = phraseEnd(question, next);
  if (end === next) return problem(`${named(question, at, next)} needs a name after it.`);
  return nobodyCalled(question, next, end, typedBetween(question, next, end), null);
}

/** A filter without `for`: `project Search`, or just a name. */
export function readBareFilters(question: Question, at: number): Read<Clause> {
  const list = readList(question, at, false, 3);
  if (list) return list;
  const dimension = readDimensionWord(question, at);
  if (!dimension) return null;
  const split = `by ${dimension.value}`;
  return problem(`${named(question, at, dimension.next)}: did you mean \`${split}\`?`, {
    suggestion: withReplaced(question, at, dimension.next, split),
  });
}

/** Leaves a period after `for` to be read next. A longer name wins over it; one of the same length is ambiguous. */
function readIntroducedPeriod(question: Question, at: number, next: number): Read<Clause> {
  const period = readPeriod(question, next);
  if (!period) return null;
  const name = readKnownName(question, next, null);
  if (!name || (!isProblem(period) && name.next < period.next)) return { value: {}, next };
  if (isProblem(period) || name.next > period.next) return null;
  const written = name.value.map(one => writeNames(one.dimension, [one.value], question.names));
  return problem(`${named(question, next, name.next)} is a period and a name: which one?`, {
    choices: [
      withReplaced(question, at, name.next, typedBetween(question, next, name.next)),
      ...written.map(text => withReplaced(question, next, name.next, text)),
    ],
  });
}

/** Names joined by commas, `and` or `or`. A keyword after a comma ends the list, even if something has that name. */
function readList(question: Question, at: number, exclude: boolean, shortestPart: number): Read<Clause> {
  const filters: (FilterValue & { exclude: boolean })[] = [];
  let next = at;
  let start = at;
  let preferred: Attribute | null = null;
  for (;;) {
    const item: Read<FilterValue> = readItem(question, { at: start, from: start, dimension: null, preferred, shortestPart });
    if (item && isProblem(item)) return item;
    if (!item) break;
    filters.push({ ...item.value, exclude });
    ({ next } = item);
    preferred = item.value.dimension;
    start = afterSeparator(question, next);
    if (start === next || !maySeparate(question, start)) break;
  }
  return filters.length > 0 ? { value: { filters }, next } : null;
}

/** `project Search`, or just a name. The name `key bot` wins over a key with `bot` in its name. */
function readItem(question: Question, place: NamePlace): Read<FilterValue> {
  const kind = readAttributeWord(question, place.at);
  if (!kind) return readName(question, place);
  const explicit: NamePlace = { ...place, at: kind.next, dimension: kind.value, preferred: null };
  const whole = isCertainName(question, explicit) ? null : readKnownName(question, place.at, null);
  return whole && whole.next > kind.next ? settle(question, place, whole.value, whole.next) : readName(question, explicit);
}

function afterSeparator(question: Question, at: number): number {
  const comma = question.words[at]?.kind === 'comma' ? at + 1 : at;
  return ['and', 'or', '&'].includes(textAt(question, comma)) ? comma + 1 : comma;
}

/** Whether the word after a comma, `and` or `or` can be another name. */
function maySeparate(question: Question, at: number): boolean {
  const word = question.words[at];
  if (!word || word.kind === 'comma') return false;
  return word.kind !== 'plain' || readAttributeWord(question, at) !== null || !startsClause(question, at);
}
