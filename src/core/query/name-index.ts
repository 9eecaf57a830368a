import { keptIn } from '../kept-in.ts';
import type { Attribute, Dimension } from '../usage/dimensions.ts';
import { withoutSnapshot } from '../usage/model-name.ts';
import { knownTiers } from '../usage/service-tier.ts';
import type { Named, Names } from '../usage/team-names.ts';
import { type Operation, operations } from '../usage/usage-row.ts';
import { labelPattern } from './dimension-words.ts';
import { withPlainDashes } from './question-words.ts';

/** Most names: nothing to fold. Only here for speed. */
const isSimple = /^[\w:@-]+(?:[ .][\w:@-]+)*$/;
const marks = '?!.…';

/** What a question can filter by, as in `Filter.values`. */
export interface FilterValue {
  readonly dimension: Attribute;
  readonly value: string;
}

/** A folded name that part of it, or a typo, can find. */
interface Called extends FilterValue {
  readonly name: string;
  /** For a model snapshot, its name without the date. */
  readonly stem?: string;
}

export interface NameIndex {
  /** By folded name or id. */
  readonly byName: ReadonlyMap<string, readonly FilterValue[]>;
  readonly byId: ReadonlyMap<string, readonly FilterValue[]>;
  /** By {@link looseName}; ids and nicknames are written exactly. */
  readonly byLooseName: ReadonlyMap<string, readonly FilterValue[]>;
  readonly called: readonly Called[];
  /** Names, and the words in them, for one dimension or, when null, for all. Each text once: teams have many keys with the same name. */
  textsOf(dimension: Attribute | null): ReadonlyMap<string, FilterValue>;
  /** The length of the longest name, by its first word. */
  readonly longestFrom: ReadonlyMap<string, number>;
  /** As {@link longestFrom}, by the first word of the {@link looseName}. */
  readonly longestLooseFrom: ReadonlyMap<string, number>;
}

/** The name of what has no person, key or project, or no tier, as embeddings and images. Its filter value is the empty string. */
export function nobodysName(dimension: Dimension): string {
  return dimension === 'tier' ? '(no tier)' : unattributed;
}

const unattributed = '(unattributed)';

/** The index of `names`, built once. */
export function indexOf(names: Names): NameIndex {
  return keptIn(indexes, names, () => createIndex(names));
}

const indexes = new WeakMap<Names, NameIndex>();

function createIndex(names: Names): NameIndex {
  const named = [
    ...names.projects.map(one => ['project', one] as const),
    ...names.users.map(one => ['user', one] as const),
    ...names.keys.map(one => ['key', one] as const),
  ];
  const called = [
    ...names.models.flatMap(calledModel),
    ...named.flatMap(([dimension, one]) => calledByName(dimension, one)),
    ...names.sources.map(value => ({ dimension: 'source', value, name: foldName(value) }) as const),
  ];
  const nicknames = names.users.flatMap(({ id, email }) => (email ? [calledSo('user', id, `@${email.split('@')[0]}`)] : []));
  const ids = named.map(([dimension, { id }]) => calledSo(dimension, id, id));
  const findable = called.filter(one => one.name !== '');
  const all = [...called, ...nicknames, ...ids, ...unnamed];
  const loose = [...findable, ...unnamed].map(one => ({ ...one, name: looseName(one.name) }));
  const texts = new Map<Attribute | null, Map<string, FilterValue>>();
  return {
    byName: Map.groupBy(all, one => one.name),
    byId: Map.groupBy(all, one => one.value),
    byLooseName: Map.groupBy(loose, one => one.name),
    called: findable,
    textsOf: dimension =>
      keptIn(texts, dimension, () => textsOf(findable.filter(one => dimension === null || one.dimension === dimension))),
    longestFrom: longestFrom(all),
    longestLooseFrom: longestFrom(loose),
  };
}

function textsOf(called: readonly Called[]): Map<string, FilterValue> {
  const texts = new Map<string, FilterValue>();
  for (const one of called) for (const text of [one.name, ...one.name.split(/[ @-]/)]) if (!texts.has(text)) texts.set(text, one);
  return texts;
}

function longestFrom(all: readonly Called[]): Map<string, number> {
  const longest = new Map<string, number>();
  for (const { name } of all) {
    const end = labelAtStart.exec(name)?.groups?.label?.length ?? name.search(/[ ,;()[\]"]/);
    const firstWord = end < 0 ? name : foldName(name.slice(0, Math.max(1, end)));
    longest.set(firstWord, Math.max(longest.get(firstWord) ?? 0, name.length));
  }
  return longest;
}

const labelAtStart = new RegExp(`^${labelPattern}`);

/** A model's own id, plus its name without the snapshot date, which covers every snapshot. */
function calledModel(model: string): Called[] {
  const stem = withoutSnapshot(model);
  const name = foldName(model);
  if (stem === model || stem === '') return [{ dimension: 'model', value: model, name }];
  return [
    { dimension: 'model', value: stem, name: foldName(stem) },
    { dimension: 'model', value: model, name, stem: foldName(stem) },
  ];
}

function calledSo(dimension: Attribute, value: string, name: string): Called {
  return { dimension, value, name: foldName(name) };
}

/** By name and e-mail address, or by id when it has neither. */
function calledByName(dimension: Attribute, { id, name, email }: Named): Called[] {
  const names = [name, email].filter(text => text !== null && text !== '');
  return (names.length > 0 ? names : [id]).map(text => calledSo(dimension, id, text ?? id));
}

/** What people call an operation, beside its own name. */
const alsoCalled: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  completion: ['chat completion', 'chat completions'],
  image: ['image generation', 'image generations'],
  speech: ['text to speech'],
  transcription: ['speech to text'],
};

/** Filter values that no team names: operations, tiers, and what belongs to nobody. */
const unnamed: readonly Called[] = [
  ...operations.flatMap(operation => {
    const spellings = [operation, `${operation}s`, ...(alsoCalled[operation] ?? [])];
    return spellings.map(spelling => calledSo('operation', operation, spelling));
  }),
  ...knownTiers.map(tier => calledSo('tier', tier, tier)),
  calledSo('tier', 'default', 'standard'),
  ...(['model', 'user', 'project', 'key', 'tier'] as const).flatMap(dimension =>
    [...new Set([nobodysName(dimension), unattributed]), 'unattributed'].map(name => calledSo(dimension, '', name)),
  ),
];

/** A folded name with hyphens, underscores and spaces alike: `nightly-evals` is also typed `nightly evals`. */
export function looseName(folded: string): string {
  return folded.replace(/[ _-]+/g, ' ').trim();
}

/** A name the way names are compared: no case, one kind of dash, quote and space, no punctuation at the end. */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  if (isSimple.test(lower)) return lower;
  const plain = withPlainDashes(lower.normalize('NFC'))
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  let end = plain.length;
  while (end > 0 && marks.includes(plain.charAt(end - 1))) end -= 1;
  return plain.slice(0, end).trimEnd();
}
