import { keyOf } from '#core/key-of.ts';
import type { Filter } from '#core/query/query.ts';
import { type Day, dayOf, type Instant, settlesAt } from '#core/time/day.ts';
import { daysBefore, daysOf, lastDay, type Period } from '#core/time/period.ts';
import { cutFor } from '#core/usage/bill-basis.ts';
import { costsEndpoint } from '#core/usage/billed-row.ts';
import { hadSettled } from '#core/usage/day-change.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { IdFilter } from '#data/database/filters.ts';
import type { Database } from '#data/database/open.ts';
import { noBilledDays } from '#data/figures/billed-days.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { unpricedCells } from '#data/figures/read-figures.ts';
import { resolveFilters } from '#data/figures/resolve-filters.ts';
import { dayChangesSince } from '#data/ledger/day-changes.ts';
import { currentEndpoints, type Reading, readingsOf } from '#data/ledger/readings.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { withinOf } from '../access/channel-scope.ts';
import { unpricedOf } from '../answers/answer-figures.ts';
import { billedParts, estimatedParts } from './entries-store.ts';
import { reconcile } from './reconcile.ts';
import { coarseGroupings, tellsApart, troubledDays } from './troubles.ts';
import type { ChangesSince, CheckView, SourceCheck } from './view.ts';

export interface CheckOptions {
  readonly period: Period;
  /** Lists what moved, as seen from then on. */
  readonly changedSince?: Instant | undefined;
  /** Only moves of days of this period; without one, of all days. */
  readonly changesOf?: Period | undefined;
  /** What a channel shows: usage and bill are compared of that alone, as far as OpenAI bills it apart. */
  readonly within?: readonly Filter[] | undefined;
}

/** The last 30 full days. */
export function checkedByDefault(now: Instant): Period {
  return daysBefore(dayOf(now), 30);
}

/** The cut that defines the total. */
const defining = costsEndpoint('project');

/**
 * Sets estimated against billed cost for each configured source, on those days of the period of which all usage and the
 * bill were read, and says what of the rest is missing and why.
 */
export async function check({ database, settleDays }: AskParts, options: CheckOptions): Promise<CheckView> {
  const { period, changedSince, within = [] } = options;
  const names = await readNames(database);
  const scope = scopeOf(resolveFilters(within, names));
  const states = (await sourceStates(database)).filter(state => state.isActive);
  const active = states
    .map(state => state.source)
    .filter(source => scope.sources.every(({ ids, exclude }) => ids.includes(source) !== exclude));
  const sources: SourceCheck[] = [];
  for (const source of active) sources.push(await checkOf(database, source, period, scope, settleDays));
  return {
    kind: 'check',
    from: period.from,
    to: lastDay(period),
    sources,
    table: 'model',
    notBilledBy: scope.notBilledBy,
    changes: changedSince === undefined ? null : await changesOf(database, active, changedSince, options.changesOf ?? null, settleDays),
    ...withinOf(within, names),
  };
}

interface Scope {
  /** On anything but the source. */
  readonly filters: readonly IdFilter[];
  readonly sources: readonly IdFilter[];
  readonly attributes: readonly Attribute[];
  /** Where the bill has not what the scope filters on, nothing can be compared. */
  readonly notBilledBy: readonly Attribute[];
}

function scopeOf(all: readonly IdFilter[]): Scope {
  const filters = all.filter(({ attribute }) => attribute !== 'source');
  const attributes = [...new Set(filters.map(({ attribute }) => attribute))];
  return {
    filters,
    sources: all.filter(({ attribute }) => attribute === 'source'),
    attributes,
    notBilledBy: attributes.filter(attribute => cutFor([attribute]) !== 'project'),
  };
}

async function checkOf(database: Database, source: string, period: Period, scope: Scope, settleDays: number): Promise<SourceCheck> {
  const endpoints = await currentEndpoints(database, source);
  const readings = await readingsOf(database, source, period);
  const hasBill = endpoints.includes(defining);
  const needed = endpoints.filter(endpoint => !endpoint.startsWith('costs/') || endpoint === defining);
  const dropped = new Set(readings.filter(({ isDropped }) => isDropped).map(({ day }) => day));
  const isBilled = hasBill && scope.notBilledBy.length === 0;
  const apart = readings.filter(reading => tellsApart(reading, scope.attributes));
  const days = isBilled ? wholeDays(period, apart, needed).filter(day => !dropped.has(day)) : [];
  const unpriced = await unpricedCells(database, period, [{ attribute: 'source', ids: [source], exclude: false }, ...scope.filters]);
  return {
    id: source,
    hasBill,
    comparedDays: days,
    reconciliation:
      days.length === 0 ? null : await reconciliationOf(database, source, days, { readings, filters: scope.filters, settleDays }),
    unpriced: unpricedOf(unpriced, noBilledDays).unpriced,
    troubledDays: troubledDays(period, readings, needed),
    droppedDays: [...dropped].sort(),
    coarseGroupings: coarseGroupings(readings),
  };
}

/** Days of which every endpoint that is needed was read. */
function wholeDays(period: Period, readings: readonly Reading[], needed: readonly string[]): Day[] {
  const read = new Set(readings.filter(({ fetchedAt }) => fetchedAt !== null).map(({ day, endpoint }) => keyOf(day, endpoint)));
  return daysOf(period).filter(day => needed.every(endpoint => read.has(keyOf(day, endpoint))));
}

async function reconciliationOf(
  database: Database,
  source: string,
  days: readonly Day[],
  { readings, filters, settleDays }: { readings: readonly Reading[]; filters: readonly IdFilter[]; settleDays: number },
) {
  const early = readings.filter(({ day, endpoint, fetchedAt }) => {
    const counts = !endpoint.startsWith('costs/') || endpoint === defining;
    return counts && fetchedAt !== null && fetchedAt < settlesAt(day, settleDays);
  });
  return reconcile({
    estimated: await estimatedParts(database, source, days, filters),
    billed: await billedParts(database, source, days, filters),
    earlyDays: new Set(early.map(({ day }) => day).filter(day => days.includes(day))),
  });
}

async function changesOf(
  database: Database,
  active: readonly string[],
  since: Instant,
  period: Period | null,
  settleDays: number,
): Promise<ChangesSince> {
  const changes = (await dayChangesSince(database, since, period)).filter(({ source }) => active.includes(source));
  return { since: since.toISOString(), moves: changes.map(change => ({ ...change, hadSettled: hadSettled(change, settleDays) })) };
}
