import type { Filter } from '#core/query/query.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { matchesModel, matchesWildcard } from '#core/usage/model-name.ts';
import { knownTiers, tierNames } from '#core/usage/service-tier.ts';
import { labelOf, type Named, type Names } from '#core/usage/team-names.ts';
import { operations } from '#core/usage/usage-row.ts';
import type { IdFilter } from '../database/filters.ts';

/** Filters as the exact ids they match among those seen, so the database only has to compare. */
export function resolveFilters(filters: readonly Filter[], names: Names): IdFilter[] {
  return filters.map(({ dimension, values, exclude }) => ({
    attribute: dimension,
    ids: [...new Set(values.flatMap(value => idsOf(dimension, value, names)))],
    exclude,
  }));
}

function idsOf(attribute: Attribute, value: string, names: Names): string[] {
  if (attribute === 'model') return names.models.filter(model => matchesModel(value, model));
  if (attribute === 'tier') return tiersNamed(value);
  if (!value.includes('*')) return [value];
  const matches = (text: string) => matchesWildcard(value.toLowerCase(), text.toLowerCase());
  if (attribute === 'user') return named(names.users, matches);
  if (attribute === 'project') return named(names.projects, matches);
  if (attribute === 'key') return named(names.keys, matches);
  if (attribute === 'source') return names.sources.filter(matches);
  return attribute === 'operation' ? operations.filter(matches) : [value];
}

/** Every name of the tiers that `value` covers, so that `fast` finds what was reported as `priority`. */
function tiersNamed(value: string): string[] {
  const tiers = value.includes('*') ? knownTiers.filter(tier => matchesWildcard(value.toLowerCase(), tier)) : [value];
  return tiers.flatMap(tierNames);
}

function named(all: readonly Named[], matches: (text: string) => boolean): string[] {
  return all.filter(one => matches(one.id) || matches(labelOf(one))).map(one => one.id);
}
