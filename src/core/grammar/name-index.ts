import { withoutSnapshot } from '../match-model.ts';
import type { Named, Names } from '../names.ts';
import type { Attribute } from '../query.ts';
import { operations } from '../usage.ts';
import { foldName } from './fold-name.ts';

/** Something that a question can filter by: the value of a filter, as in `Filter.values`. */
export interface Known {
  readonly dimension: Attribute;
  readonly value: string;
}

/** A name, folded, of something that can be looked up by a part of it or by a misspelling. */
export interface Called extends Known {
  readonly name: string;
  /** Of a model's snapshot, its name without the date. */
  readonly stem?: string;
}

/** All names of {@link Names}, for finding one without going through all. */
export interface NameIndex {
  /** What a folded name or id means. */
  readonly byName: ReadonlyMap<string, readonly Known[]>;
  /** What has an id, written exactly so. */
  readonly byId: ReadonlyMap<string, readonly Known[]>;
  readonly called: readonly Called[];
  /** How many characters the longest name has that begins with a word. */
  readonly longestFrom: ReadonlyMap<string, number>;
}

/** How people name what belongs to nobody; the filter's value is the empty string. */
export const unattributed = '(unattributed)';

/** Tiers that are understood without quotes; OpenAI may report others. */
export const knownTiers = ['default', 'batch', 'flex', 'priority'] as const;

/** The index of `names`, made once for each. */
export function indexOf(names: Names): NameIndex {
  const index = indexes.get(names) ?? createIndex(names);
  indexes.set(names, index);
  return index;
}

const indexes = new WeakMap<Names, NameIndex>();

function createIndex(names: Names): NameIndex {
  const called = [
    ...names.models.flatMap(calledModel),
    ...names.projects.flatMap(project => calledByName('project', project)),
    ...names.users.flatMap(user => calledByName('user', user)),
    ...names.keys.flatMap(key => calledByName('key', key)),
    ...names.sources.map(value => ({ dimension: 'source', value, name: foldName(value) }) as const),
  ];
  const nicknames = names.users.flatMap(({ id, email }) => (email ? [calledUser(id, `@${email.split('@')[0]}`)] : []));
  const all = [...called, ...nicknames, ...unnamed()];
  return {
    byName: groupedBy(all, one => [...new Set([one.name, foldName(one.value)])]),
    byId: groupedBy(all, one => [one.value]),
    called: called.filter(one => one.name !== ''),
    longestFrom: longestFrom(all.map(one => one.name).concat(called.map(one => foldName(one.value)))),
  };
}

function groupedBy(all: readonly Called[], keysOf: (one: Called) => readonly string[]): Map<string, Known[]> {
  const groups = new Map<string, Known[]>();
  for (const one of all) {
    for (const key of keysOf(one)) {
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  }
  return groups;
}

function longestFrom(names: readonly string[]): Map<string, number> {
  const longest = new Map<string, number>();
  for (const name of names) {
    const firstWord = foldName(/^[^ ,;()[\]"]+|^./.exec(name)?.[0] ?? '');
    longest.set(firstWord, Math.max(longest.get(firstWord) ?? 0, name.length));
  }
  return longest;
}

/** A model's own id, and its name without the snapshot date, which covers all its snapshots. */
function calledModel(model: string): Called[] {
  const stem = withoutSnapshot(model);
  const name = foldName(model);
  if (stem === model || stem === '') return [{ dimension: 'model', value: model, name }];
  return [
    { dimension: 'model', value: stem, name: foldName(stem) },
    { dimension: 'model', value: model, name, stem: foldName(stem) },
  ];
}

function calledUser(id: string, name: string): Called {
  return { dimension: 'user', value: id, name: foldName(name) };
}

function calledByName(dimension: Attribute, { id, name, email }: Named): Called[] {
  const names = [name, email].flatMap(text => (text ? [foldName(text)] : []));
  return (names.length > 0 ? names : [foldName(id)]).map(text => ({ dimension, value: id, name: text }));
}

/** What can be filtered by that no team has named: operations, tiers, and what belongs to nobody. */
function unnamed(): Called[] {
  const spelled = operations.flatMap(operation => {
    const words = operation.replace('_', ' ');
    return [operation, `${operation}s`, words, `${words}s`, operation.replace('_', '-')].map(
      name => ({ dimension: 'operation', value: operation, name }) as const,
    );
  });
  const tiers = knownTiers.map(tier => ({ dimension: 'tier', value: tier, name: tier }) as const);
  const nobody = (['model', 'user', 'project', 'key', 'tier'] as const).flatMap(dimension =>
    [unattributed, 'unattributed'].map(name => ({ dimension, value: '', name })),
  );
  return [...spelled, ...tiers, ...nobody];
}
