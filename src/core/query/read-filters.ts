import type { Attribute } from '../usage/dimensions.ts';
import type { Clause } from './clause.ts';
import { isPlural } from './dimension-words.ts';
import type { FilterValue } from './name-index.ts';
import { readPeriod } from './periods/read-period.ts';
import { isProblem, named, nobodyCalled, problem, withReplaced } from './query-problems.ts';
import {
  excludingWords,
  includingWords,
  phraseEnd,
  readAttributeWord,
  readDimensionWord,
  startsClause,
  versusWords,
} from './query-vocabulary.ts';
import { type Question, type Read, textAt, typedBetween } from './question-words.ts';
import { bareName, type NamePlace, readKnownName, settle } from './read-known-name.ts';
import { isCertainName, readName } from './read-name.ts';
import { writeNames } from './write-names.ts';

/** `for|on|only X`, `without X`. In front of a period, `for` and `on` only introduce it. */
export function readFilters(question: Question, at: number): Read<Clause> {
  const exclude = excludingWords.has(textAt(question, at));
  if (!exclude && !includingWords.has(textAt(question, at))) return null;
  let next = at + 1;
  while (introducing.has(textAt(question, next)) || includingWords.has(textAt(question, next))) next += 1;
  if (!exclude && excludingWords.has(textAt(question, next))) return { value: {}, next };
  while (exclude && excludingWords.has(textAt(question, next))) next += 1;
  const introduced = exclude ? null : readIntroducedPeriod(question, at, next);
  if (introduced) return introduced;
  const list = readList(question, next, exclude, 2);
  if (list) return list;
  if (!exclude && question.words[next]?.kind === 'plain' && startsClause(question, next)) return { value: {}, next };
  const end = phraseEnd(question, next);
  // `gpt-4o only`, `what is Search spending on`
  if (end === next && at > 0 && endings.has(textAt(question, at))) return { value: {}, next: at + 1 };
  if (end === next) return problem(`${named(question, at, next)} needs a name after it.`);
  return nobodyCalled(question, next, end, typedBetween(question, next, end), null);
}

const endings: ReadonlySet<string> = new Set(['only', 'on', 'for', 'using', 'with']);

/** Whether the dimension from `at` up to `next` is what to list: `compare models`, `list all projects`, `model breakdown`. */
function isListed(question: Question, at: number, next: number): boolean {
  if (question.isComparing && isPlural(textAt(question, next - 1))) return true;
  let before = at - 1;
  while (['all', 'the', 'our'].includes(textAt(question, before))) before -= 1;
  return listing.has(textAt(question, before)) || textAt(question, next) === 'breakdown';
}

const listing: ReadonlySet<string> = new Set(['list', 'rank', 'group', 'split', 'sort']);

/** Stand between `for` or `without` and the name. */
const introducing: ReadonlySet<string> = new Set(['the', 'our', 'including', 'counting', 'to']);

/** A filter without `for`: `project Search`, or just a name. */
export function readBareFilters(question: Question, at: number): Read<Clause> {
  const list = readList(question, at, false, 3);
  if (list) return list;
  const dimension = readDimensionWord(question, at);
  if (!dimension) return null;
  const split = `by ${dimension.value}`;
  if (isListed(question, at, dimension.next)) return { value: { by: [dimension.value] }, next: dimension.next };
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
  let isCompared = false;
  for (;;) {
    const item: Read<FilterValue> = readItem(question, { at: start, from: start, dimension: null, preferred, shortestPart });
    if (item && isProblem(item)) return item;
    if (!item) break;
    filters.push({ ...item.value, exclude });
    ({ next } = item);
    preferred = item.value.dimension;
    const separator = versusName(question, next);
    start = separator ?? afterSeparator(question, next);
    if (start === next || !maySeparate(question, start)) break;
    isCompared ||= separator !== null;
  }
  if (filters.length === 0) return null;
  return isCompared || (question.isComparing && filters.length > 1 && !exclude)
    ? compared(question, at, next, filters)
    : { value: { filters }, next };
}

/** The index after `vs`, or after `to` or `with` in a comparison, if another name follows; null otherwise. */
function versusName(question: Question, at: number): number | null {
  const text = textAt(question, at);
  if (!versusWords.has(text) && !(question.isComparing && ['to', 'with'].includes(text))) return null;
  const start = readAttributeWord(question, at + 1)?.next ?? at + 1;
  return isCertainName(question, bareName(start)) && readPeriod(question, start) === null ? at + 1 : null;
}

/** `gpt-4o vs o3`: only these, one group each. All must be of one dimension. */
function compared(question: Question, at: number, next: number, filters: NonNullable<Clause['filters']>): Read<Clause> {
  const kinds = [...new Set(filters.map(({ dimension }) => dimension))];
  if (kinds.length === 1) return { value: { filters, by: kinds }, next };
  return problem(`${named(question, at, next)}: compare names of one kind, for example two models.`);
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
