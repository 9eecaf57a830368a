import { keyOf } from '#core/key-of.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import type { Filter } from '#core/query/query.ts';
import { type Day, dayOf, type Instant, settlesAt } from '#core/time/day.ts';
import { daysBefore, daysOf, includes, lastDay, type Period } from '#core/time/period.ts';
import { costsEndpoint, cutFor } from '#core/usage/billed-row.ts';
import { hadSettled } from '#core/usage/day-change.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { IdFilter } from '#data/database/filters.ts';
import type { Database } from '#data/database/open.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { unpricedCells } from '#data/figures/read-figures.ts';
import { resolveFilters } from '#data/figures/resolve-filters.ts';
import { seenChanges, settledPrices } from '#data/figures/settled-prices.ts';
import { dayChangesSince } from '#data/ledger/day-changes.ts';
import { leftOutRows } from '#data/ledger/left-out-rows.ts';
import { storedOrganizations } from '#data/ledger/organizations.ts';
import { currentEndpoints, type Reading, readingsOf } from '#data/ledger/readings.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { leftOutOfView } from '#show/left-out-text.ts';
import { withinOf } from '../access/channel-scope.ts';
import { byModelAndUnit } from '../answers/answer-figures.ts';
import { billedLineItems, estimatedParts } from './entries-store.ts';
import { reconcile } from './reconcile.ts';
import { coarseGroupings, tellsApart, troubledDays } from './troubles.ts';
import type { ChangesSince, CheckView, SourceCheck } from './view.ts';

export interface CheckOptions {
  readonly period: Period;
  /** If set, lists figures that moved since then. */
  readonly changedSince?: Instant | undefined;
  /** Limits those moves to days of this period. */
  readonly changesOf?: Period | undefined;
  /** The channel's scope. Compares only usage and billed cost within it, as far as OpenAI bills it separately. */
  readonly within?: readonly Filter[] | undefined;
}

/** The last 30 full days. */
export function checkedByDefault(now: Instant): Period {
  return daysBefore(dayOf(now), 30);
}

/** The cut of the bill that defines the total. */
const defining = costsEndpoint('project');

/** Compares each source's estimate and bill, over days whose usage and bill were both fully read; tells what other days lack, and why. */
export async function check({ database, settleDays }: AskParts, options: CheckOptions): Promise<CheckView> {
  const { period, changedSince, within = [] } = options;
  const names = await readNames(database);
  const scope = scopeOf(resolveFilters(within, names));
  const states = (await sourceStates(database)).filter(state => state.isActive);
  const active = states
    .map(state => state.source)
    .filter(source => scope.sources.every(({ ids, exclude }) => ids.includes(source) !== exclude));
  const sources: SourceCheck[] = [];
  const organizations = await storedOrganizations(database);
  for (const source of active) {
    const organization = organizations.get(source);
    const compared = await checkOf(database, source, period, scope, settleDays);
    sources.push({ ...compared, ...(organization === undefined ? {} : { organization }) });
  }
  return {
    kind: 'check',
    from: period.from,
    to: lastDay(period),
    sources,
    table: 'model',
    notBilledBy: scope.notBilledBy,
    changes: changedSince === undefined ? null : { since: changedSince.toISOString(), moves: await moves(changedSince) },
    ...withinOf(within, names),
  };

  async function moves(since: Instant): Promise<ChangesSince['moves']> {
    const changes = await dayChangesSince(database, since, options.changesOf ?? null);
    return changes
      .filter(({ source }) => active.includes(source))
      .map(change => ({ ...change, hadSettled: hadSettled(change, settleDays) }));
  }
}

/** The price changes seen in the bill that began in `period`. */
export async function priceChangesIn(
  parts: AskParts & { priceBook(): Promise<PriceBook> },
  period: Period,
  now: Instant,
  within: readonly Filter[] = [],
): Promise<Pick<CheckView, 'priceChanges'>> {
  const prices = await settledPrices(parts, { filters: resolveFilters(within, await readNames(parts.database)), since: period.from, now });
  if (prices.every(({ changes }) => changes.length === 0)) return {};
  const begun = seenChanges(prices, await parts.priceBook()).filter(({ from }) => includes(period, from));
  return begun.length === 0 ? {} : { priceChanges: begun };
}

interface Scope {
  /** Filters on anything but the source. */
  readonly filters: readonly IdFilter[];
  readonly sources: readonly IdFilter[];
  readonly attributes: readonly Attribute[];
  /** Attributes the scope filters on that the bill lacks. If there are any, nothing can be compared. */
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
    reconciliation: days.length === 0 ? null : await reconciliation(),
    unpriced: byModelAndUnit(unpriced),
    troubledDays: troubledDays(period, readings, needed),
    droppedDays: [...dropped].sort(),
    coarseGroupings: coarseGroupings(readings),
    ...leftOutOfView(await leftOutRows(database, period, [source])),
  };

  async function reconciliation() {
    const early = readings.filter(({ day, endpoint, fetchedAt }) => {
      const counts = !endpoint.startsWith('costs/') || endpoint === defining;
      return counts && fetchedAt !== null && fetchedAt < settlesAt(day, settleDays);
    });
    return reconcile({
      estimated: await estimatedParts(database, source, days, scope.filters),
      billed: await billedLineItems(database, source, days, scope.filters),
      earlyDays: new Set(early.map(({ day }) => day).filter(day => days.includes(day))),
    });
  }
}

/** Days for which every needed endpoint was read. */
function wholeDays(period: Period, readings: readonly Reading[], needed: readonly string[]): Day[] {
  const read = new Set(readings.filter(({ fetchedAt }) => fetchedAt !== null).map(({ day, endpoint }) => keyOf(day, endpoint)));
  return daysOf(period).filter(day => needed.every(endpoint => read.has(keyOf(day, endpoint))));
}
