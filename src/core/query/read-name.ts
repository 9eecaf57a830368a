import type { Attribute } from '../usage/dimensions.ts';
import { isModelShaped, matchesWildcard } from '../usage/model-name.ts';
import { knownTiers } from '../usage/service-tier.ts';
import { operations } from '../usage/usage-row.ts';
import { knownAs, knownNearest, knownWith } from './known-names.ts';
import { type FilterValue, foldName, indexOf } from './name-index.ts';
import type { Problem } from './query.ts';
import { named, nobodyCalled, problem, withReplaced } from './query-problems.ts';
import { phraseEnd, readAttributeWord, startsClause } from './query-vocabulary.ts';
import { type Question, type Read, textAt, typedBetween, type Word } from './question-words.ts';
import { askWhetherFamily, type NamePlace, readKnownName, settle, withoutPossessive } from './read-known-name.ts';
import { isWildcard, writeNames } from './write-names.ts';

/** The name at `place`: known names win over models never seen, those over parts of names. Null unless known, or said to be a name. */
export function readName(question: Question, place: NamePlace): Read<FilterValue> {
  const word = question.words[place.at];
  if (!word || word.kind === 'comma') return null;
  if (isPerson(word, place.dimension)) return readPerson(question, place);
  if (word.kind === 'quoted') return readQuoted(question, place, word.value);
  return (
    readBeforeKind(question, place) ??
    readKnownAt(question, place) ??
    readWildcard(question, place) ??
    readUnseenModel(question, place) ??
    readPart(question, place)
  );
}

/** Whether the name at a place can be read without guessing from part of a name. */
export function isCertainName(question: Question, { at, dimension }: NamePlace): boolean {
  const word = question.words[at];
  if (!word || word.kind === 'quoted' || word.kind === 'person') return word !== undefined;
  return readKnownName(question, at, dimension) !== null || isWildcard(word.value) || (dimension === 'model' && isModelShaped(word.text));
}

/** Starts with `@`, and the question does not say it is something else. */
function isPerson({ kind, text, value }: Word, dimension: Attribute | null): boolean {
  if (kind === 'person') return true;
  return kind === 'plain' && text.startsWith('@') && !isWildcard(value) && (dimension === null || dimension === 'user');
}

/** `default tier`: too common a word for a name unless its kind follows. */
function readBeforeKind(question: Question, { at, dimension }: NamePlace): Read<FilterValue> {
  const kind = dimension === null ? readAttributeWord(question, at + 1) : null;
  const [tier] = kind?.value === 'tier' ? knownAs(question.names, textAt(question, at), 'tier') : [];
  return kind && tier ? { value: tier, next: kind.next } : null;
}

function readKnownAt(question: Question, place: NamePlace): Read<FilterValue> {
  const { at, dimension, preferred } = place;
  const ofPreferred = dimension === null && preferred !== null ? readKnownName(question, at, preferred) : null;
  // In a list of models, a new model or a pattern is a model too, even if something else has that name.
  if (!ofPreferred && preferred !== null && isCertainName(question, { ...place, dimension: preferred })) return null;
  const known = ofPreferred ?? readKnownName(question, at, dimension);
  return known && settle(question, place, known.value, known.next);
}

function readQuoted(question: Question, place: NamePlace, name: string): Read<FilterValue> {
  const { at, from, dimension, preferred } = place;
  const kind = dimension ?? preferred;
  const ofKind = kind === null ? [] : knownAs(question.names, name, kind);
  const known = ofKind.length > 0 || dimension !== null ? ofKind : knownAs(question.names, name, null);
  if (known.length > 0) return settle(question, place, known, at + 1);
  // OpenAI may report models and tiers not seen yet.
  if (kind === 'model' || kind === 'tier') return { value: { dimension: kind, value: name }, next: at + 1 };
  const parts = name.trim().length >= place.shortestPart ? knownWith(question.names, name, dimension) : [];
  return parts.length > 0 ? settle(question, place, parts, at + 1) : nobodyCalled(question, from, at + 1, name, dimension);
}

function readUnseenModel(question: Question, { at, dimension }: NamePlace): Read<FilterValue> {
  const word = question.words[at];
  if (!word || (dimension !== null && dimension !== 'model') || !isModelShaped(word.text)) return null;
  const family = askWhetherFamily(question, at, at + 1);
  if (family) return family;
  const kind = dimension === null ? readAttributeWord(question, at + 1) : null;
  return { value: { dimension: 'model', value: word.value }, next: kind?.value === 'model' ? kind.next : at + 1 };
}

function readPart(question: Question, place: NamePlace): Read<FilterValue> {
  const { at, from, dimension } = place;
  const end = phraseEnd(question, at);
  for (let next = end; next > at; next -= 1) {
    if (next < end && !startsName(question, next)) continue;
    const part = withoutPossessive(typedBetween(question, at, next));
    const known = part.length >= place.shortestPart ? knownWith(question.names, part, dimension) : [];
    if (known.length > 0) return settle(question, place, known, next);
  }
  if (end === at) return null;
  const phrase = typedBetween(question, at, end);
  if (dimension === 'model' && !knownNearest(question.names, phrase, null))
    return { value: { dimension, value: question.words[at]?.value ?? '' }, next: at + 1 };
  if (dimension !== null) return nobodyCalled(question, from, end, phrase, dimension);
  const kind = readAttributeWord(question, end);
  return kind && startsClause(question, kind.next) ? nobodyCalled(question, from, kind.next, phrase, kind.value) : null;
}

/** Whether a certain name starts at `at`, so that the words before it may be a name of their own. */
function startsName(question: Question, at: number): boolean {
  return readKnownName(question, at, null) !== null || isModelShaped(textAt(question, at));
}

/** A person with an `@`. A mention must match a whole name, e-mail address, or the part before its `@`; typed text, part of a name. */
function readPerson(question: Question, place: NamePlace): Read<FilterValue> {
  const word = question.words[place.at];
  if (!word) return null;
  if (word.value === '') return nobody(question, place, null);
  const user: NamePlace = { ...place, dimension: 'user' };
  const name = word.value.replace(/^@/, '');
  const longer = word.kind === 'plain' ? readKnownName(question, place.at, 'user') : null;
  if (longer) return settle(question, user, longer.value, longer.next);
  const nicknamed = knownAs(question.names, `@${name}`, 'user');
  const known = nicknamed.length > 0 ? nicknamed : knownAs(question.names, name, 'user');
  const found = known.length === 0 && word.kind === 'plain' && name.length > 1 ? knownWith(question.names, name, 'user') : known;
  if (found.length > 0) return settle(question, user, found, place.at + 1);
  return nobody(question, place, knownNearest(question.names, name, 'user'));
}

function nobody(question: Question, { at, from }: NamePlace, nearest: FilterValue | null): Problem {
  const suggestion = nearest && withReplaced(question, from, at + 1, writeNames('user', [nearest.value], question.names));
  const who = named(question, at, at + 1);
  return problem(`OpenAI knows nobody called ${who}: write the person's name or e-mail address there.`, { suggestion });
}

/** A name with `*`, of models unless the question says otherwise. It stays a pattern, so it covers names that show up later. */
function readWildcard(question: Question, { at, dimension, preferred }: NamePlace): Read<FilterValue> {
  const word = question.words[at];
  if (!word || !isWildcard(word.value)) return null;
  const kind = dimension === null ? readAttributeWord(question, at + 1) : null;
  const attribute = dimension ?? kind?.value ?? preferred ?? 'model';
  const next = kind?.next ?? at + 1;
  const pattern = word.value.toLowerCase();
  const inBold = attribute === dimension || attribute === preferred || kind ? [] : knownAs(question.names, pattern.slice(1, -1), 'model');
  const [bold] = pattern.startsWith('*') && pattern.endsWith('*') ? inBold : [];
  if (bold) return askWhetherBold(question, at, bold);
  if (attribute === 'model' || namesOf(question, attribute).some(name => matchesWildcard(pattern, name))) {
    return { value: { dimension: attribute, value: word.value }, next };
  }
  return problem(`No ${attribute} matches ${named(question, at, at + 1)}.`);
}

/** `*gpt-4o*` is that model in bold, or all models with that in their name. */
function askWhetherBold(question: Question, at: number, { dimension, value }: FilterValue): Problem {
  const choices = [writeNames(dimension, [value], question.names), `${dimension} ${question.words[at]?.value}`];
  return problem(`${named(question, at, at + 1)} is one model, or all with that in their name: which one?`, {
    choices: choices.map(choice => withReplaced(question, at, at + 1, choice)),
  });
}

function namesOf(question: Question, attribute: Attribute): readonly string[] {
  if (attribute === 'operation') return operations;
  if (attribute === 'tier') return knownTiers;
  return indexOf(question.names).called.flatMap(one => (one.dimension === attribute ? [one.name, foldName(one.value)] : []));
}
