import { ascending } from '#core/ascending.ts';
import { describeFilters } from '#core/query/describe-query.ts';
import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import { labelOf, type Named, type Names } from '#core/usage/team-names.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type MenuOption, menuLimits } from '#show/blocks/form.ts';
import { shortNames } from '#show/shorten.ts';
import { namesPeople, namesWithin, scopeText } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import { readTypedScope } from './read-typed-scope.ts';

/** The scope of no filters. */
export const everything: MenuOption = { value: 'everything', text: 'Everything' };

/** The value of all that the channel shows which the form was opened from, where it has a scope. */
export const allShownHere = 'all here';

/** The value of a scope that stays as it is, whatever it is. */
export const keptScope = 'kept';

/** Where a scope menu is shown. */
export interface ScopeMenuPlace {
  /** What every option stays inside; empty for no limit. */
  readonly within: readonly Filter[];
  /** Whether people and keys are offered: only where a channel may show their figures. */
  readonly offersPeople: boolean;
  /** What is set now, which is offered as it is; null for something new. */
  readonly kept: readonly Filter[] | null;
}

/**
 * The scopes that fit `typed`, at most 100: what is set now, everything, each project and model with all of the typed words in its name
 * or id, whatever their case, and what they say as a scope. One that is longer than Slack takes is left out: it has to be typed as a command.
 */
export async function scopeOptions(parts: AlertParts, place: ScopeMenuPlace, typed: string, now: Instant): Promise<readonly MenuOption[]> {
  const all = await readNames(parts.database);
  const names = await namesWithin(parts.database, place.within, now, all);
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string) => words.every(word => text.toLowerCase().includes(word));
  const fixed = fixedOptions(place, all).filter(({ text }) => fits(text));
  const said = words.length === 0 ? [] : typedOption(typed, names, place, now);
  const fitting = listedIn(names, place).filter(({ name, id, kind }) => fits(`${kindWords[kind]} ${name} ${id}`));
  const listed = fairly(fitting, menuLimits.options - fixed.length - said.length).flatMap(one => optionOf(one, place, all));
  const options = [...fixed, ...listed, ...said].filter(({ value }) => value.length <= menuLimits.value);
  const different = options.filter(({ value }, index) => options.findIndex(other => other.value === value) === index);
  const texts = shortNames(
    different.map(({ text }) => text),
    menuLimits.text,
  );
  return different.map(({ value }, index) => ({ value, text: texts[index] ?? value }));
}

/** What a scope menu holds when its form opens. */
export function chosenScope(place: ScopeMenuPlace, names: Names): MenuOption {
  return fixedOptions(place, names)[0] ?? everything;
}

/** The options that are no names, the one to start with first. */
function fixedOptions({ within, kept }: ScopeMenuPlace, names: Names): MenuOption[] {
  const all = within.length === 0 ? everything : { value: allShownHere, text: `All of ${scopeWordsOf(within, names)}` };
  if (kept === null || (kept.length === 0 && within.length === 0)) return [all];
  const text = kept.length === 0 ? everything.text : scopeWordsOf(kept, names);
  return [{ value: keptScope, text: `${text} (as now)` }, all];
}

function scopeWordsOf(filters: readonly Filter[], names: Names): string {
  return describeFilters(filters, names).replace(/^for /, '');
}

interface Listed {
  readonly kind: 'project' | 'model' | 'user' | 'key';
  readonly id: string;
  readonly name: string;
}

function listedIn(names: Names, { offersPeople }: ScopeMenuPlace): Listed[] {
  const named = (kind: Listed['kind'], all: readonly Named[]) => byName(all.map(one => ({ kind, id: one.id, name: labelOf(one) })));
  return [
    ...named('project', names.projects),
    ...byName(names.models.map(id => ({ kind: 'model' as const, id, name: id }))),
    ...(offersPeople ? [...named('user', names.users), ...named('key', names.keys)] : []),
  ];
}

function byName(all: readonly Listed[]): Listed[] {
  return all.toSorted((a, b) => ascending(a.name.toLowerCase(), b.name.toLowerCase()) || ascending(a.id, b.id));
}

/** The first `most` of `all` in the same order, with no kind crowded out by one before it. */
function fairly(all: readonly Listed[], most: number): Listed[] {
  const seen = new Map<string, number>();
  const ranked = all.map((one, at) => {
    const rank = seen.get(one.kind) ?? 0;
    seen.set(one.kind, rank + 1);
    return { one, at, rank };
  });
  const first = ranked.toSorted((a, b) => a.rank - b.rank || a.at - b.at).slice(0, most);
  return first.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
}

/** None for a scope that would reach outside. */
function optionOf({ kind, id, name }: Listed, { within }: ScopeMenuPlace, names: Names): MenuOption[] {
  const others = within.filter(filter => filter.dimension !== kind || filter.exclude);
  const filters = [...others, { dimension: kind, values: [id], exclude: false }];
  const isAlone = namesOfKind(kind, names).filter(other => other === name).length < 2;
  const around = others.length === 0 ? '' : `, in ${scopeWordsOf(others, names)}`;
  return [{ value: scopeText(filters), text: `${kindWords[kind]} ${name}${isAlone ? '' : ` (${id})`}${around}` }];
}

const kindWords = { project: 'Project', model: 'Model', user: 'Person', key: 'Key' } as const;

function namesOfKind(kind: Listed['kind'], { projects, models, users, keys }: Names): readonly string[] {
  return kind === 'model' ? models : { project: projects, user: users, key: keys }[kind].map(labelOf);
}

/** What the typed words say as a scope, such as `project Search without batch`; none when they say none. */
function typedOption(typed: string, names: Names, { within, offersPeople }: ScopeMenuPlace, now: Instant): MenuOption[] {
  const filters = readTypedScope(typed, { now, names: offersPeople ? names : { ...names, users: [], keys: [] } });
  if ('problem' in filters || (namesPeople(filters) && !offersPeople)) return [];
  if (within.some(filter => filters.some(({ dimension, exclude }) => dimension === filter.dimension && exclude === filter.exclude)))
    return [];
  const whole = [...within, ...filters];
  return [{ value: scopeText(whole), text: scopeWordsOf(whole, names) }];
}
