import { describeFilters } from '#core/query/describe-query.ts';
import type { Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import type { Named, Names } from '#core/usage/team-names.ts';
import type { Database } from '#data/database/open.ts';
import { resolveFilters } from '#data/figures/resolve-filters.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { idsUsed } from '#data/ledger/what-was-used.ts';
import type { Within } from '#show/plain-views.ts';

/** Only usage this recent counts, so reading names costs the same however long the history is. */
const usedDays = 90;

/**
 * The names a question can use when answers are limited to `within`: those in its filters, and those with usage in it
 * in the last 90 days. Suggestions, choices and examples mention no others.
 *
 * Without a scope, all names. Pass `all` if you just read them.
 */
export async function namesWithin(database: Database, within: readonly Filter[], now: Instant, all?: Names): Promise<Names> {
  const names = all ?? (await readNames(database));
  if (within.length === 0) return names;
  const filters = resolveFilters(within, names);
  const used = await idsUsed(database, daysBefore(addDays(dayOf(now), 1), usedDays), filters);
  const isInside = (dimension: 'model' | 'user' | 'project' | 'key', id: string) => {
    const own = filters.filter(({ attribute }) => attribute === dimension);
    if (own.some(({ ids, exclude }) => ids.includes(id) === exclude)) return false;
    return used[dimension].has(id) || own.some(({ exclude }) => !exclude);
  };
  const named = (dimension: 'user' | 'project' | 'key', all: readonly Named[]) => all.filter(({ id }) => isInside(dimension, id));
  return {
    models: names.models.filter(model => isInside('model', model)),
    users: named('user', names.users),
    projects: named('project', names.projects),
    keys: named('key', names.keys),
    sources: names.sources,
  };
}

/** The view field that names the channel's scope; empty without one. */
export function withinOf(scope: readonly Filter[], names: Names): { readonly within?: Within } {
  return scope.length === 0 ? {} : { within: { words: describeFilters(scope, names), isOwn: false } };
}

/** Filters as question text for buttons. Uses ids, because names can change in the meantime. */
export function scopeText(filters: readonly Filter[]): string {
  return describeFilters(filters, { models: [], users: [], projects: [], keys: [], sources: [] } satisfies Names);
}

/** Whether `filters` select individual people or keys, whose figures not everyone may see. */
export function namesPeople(filters: readonly Filter[]): boolean {
  return filters.some(({ dimension }) => dimension === 'user' || dimension === 'key');
}
