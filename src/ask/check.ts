import { costsEndpoint } from '../core/billed.ts';
import { type Day, dayOf, type Instant, settlesAt } from '../core/day.ts';
import { hadSettled } from '../core/day-change.ts';
import { daysBefore, daysOf, lastDay, type Period } from '../core/period.ts';
import { reconcile } from '../core/reconcile.ts';
import type { ChangesSince, SourceCheck } from '../core/source-check.ts';
import type { Database } from '../store/database.ts';
import { dayChangesSince } from '../store/day-changes.ts';
import { unpricedCells } from '../store/figures.ts';
import { currentEndpoints, type Reading, readingsOf } from '../store/readings.ts';
import { billedParts, estimatedParts } from '../store/reconcilable.ts';
import { sourceStates } from '../store/source-state.ts';
import { coarseGroupings } from './coarse-groupings.ts';
import { noBilledDays } from './day-basis.ts';
import type { AskParts } from './read-cells.ts';
import { troubledDays } from './troubled-days.ts';
import { unpricedOf } from './unpriced.ts';
import type { CheckView } from './view-check.ts';

export interface CheckOptions {
  readonly period: Period;
  /** Lists what moved, as seen from then on. */
  readonly changedSince?: Instant | undefined;
  /** Only moves of days of this period; without one, of all days. */
  readonly changesOf?: Period | undefined;
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
  const { period, changedSince } = options;
  const active = (await sourceStates(database)).filter(state => state.isActive).map(state => state.source);
  const sources: SourceCheck[] = [];
  for (const source of active) sources.push(await checkOf(database, source, period, settleDays));
  return {
    kind: 'check',
    from: period.from,
    to: lastDay(period),
    sources,
    table: 'model',
    changes: changedSince === undefined ? null : await changesOf(database, active, changedSince, options.changesOf ?? null, settleDays),
  };
}

async function checkOf(database: Database, source: string, period: Period, settleDays: number): Promise<SourceCheck> {
  const endpoints = await currentEndpoints(database, source);
  const readings = await readingsOf(database, source, period);
  const hasBill = endpoints.includes(defining);
  const needed = endpoints.filter(endpoint => !endpoint.startsWith('costs/') || endpoint === defining);
  const dropped = new Set(readings.filter(({ isDropped }) => isDropped).map(({ day }) => day));
  const days = hasBill ? wholeDays(period, readings, needed).filter(day => !dropped.has(day)) : [];
  const unpriced = await unpricedCells(database, period, [{ attribute: 'source', ids: [source], exclude: false }]);
  return {
    id: source,
    hasBill,
    comparedDays: days,
    reconciliation: days.length === 0 ? null : await reconciliationOf(database, source, days, readings, settleDays),
    unpriced: unpricedOf(unpriced, noBilledDays).unpriced,
    troubledDays: troubledDays(period, readings, needed),
    droppedDays: [...dropped].sort(),
    coarseGroupings: coarseGroupings(readings),
  };
}

/** Days of which every endpoint that is needed was read. */
function wholeDays(period: Period, readings: readonly Reading[], needed: readonly string[]): Day[] {
  const read = new Set(readings.filter(({ fetchedAt }) => fetchedAt !== null).map(({ day, endpoint }) => `${day} ${endpoint}`));
  return daysOf(period).filter(day => needed.every(endpoint => read.has(`${day} ${endpoint}`)));
}

async function reconciliationOf(
  database: Database,
  source: string,
  days: readonly Day[],
  readings: readonly Reading[],
  settleDays: number,
) {
  const early = readings.filter(({ day, endpoint, fetchedAt }) => {
    const counts = !endpoint.startsWith('costs/') || endpoint === defining;
    return counts && fetchedAt !== null && fetchedAt < settlesAt(day, settleDays);
  });
  return reconcile({
    estimated: await estimatedParts(database, source, days),
    billed: await billedParts(database, source, days),
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
