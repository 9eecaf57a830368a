import { keyOf } from '#core/key-of.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, lengthInDays, type Period, stretchesOf } from '#core/time/period.ts';
import type { Attribute, Metric } from '#core/usage/dimensions.ts';
import { amountOf } from '#core/usage/figure-cell.ts';
import type { CellGroup } from '#core/usage/group-cells.ts';
import { tierNames } from '#core/usage/service-tier.ts';
import type { SeriesDay } from '#core/usage/usage-figures.ts';
import type { Database } from '#data/database/open.ts';
import { hasRowsOf } from '#data/figures/dropped-details.ts';
import type { ReadCells } from '#data/figures/read-cells.ts';
import { type Grain, totalDimension } from '#data/totals/totals-of-spans.ts';
import { type Labeller, labelOfGroup } from '../verdict/labels.ts';
import { topGroups } from './groups.ts';
import type { ChartBand } from './view.ts';

/** One for each color that color-blind readers can tell apart. */
const maxBands = 7;

/** Beyond this many days, a filtered question has too many rows to read just for the chart. */
const longestFromRows = 100;

/** What to split the chart by: the first of `split`, or the model; if that takes too many or dropped rows, one of the filters. */
export async function bandDimensionOf(
  database: Database,
  split: readonly Attribute[],
  needed: readonly Attribute[],
  period: Period,
): Promise<Attribute> {
  const [first] = split;
  if (first !== undefined) return first;
  if (totalDimension({ attributes: ['model', ...needed], filters: [] }) !== null) return 'model';
  const filtered = needed.find(attribute => attribute !== 'source') ?? 'model';
  return lengthInDays(period) <= longestFromRows && (await hasRowsOf(database, period)) ? 'model' : filtered;
}

export interface BandsAsked {
  readonly metric: Metric;
  readonly dimension: Attribute;
  readonly period: Period;
  /** Of each day, everything. */
  readonly series: readonly SeriesDay[];
  /** How many bands besides the rest, if the question says so. */
  readonly top: number | null;
  /** Of models, by id; null for another dimension. */
  readonly places: ReadonlyMap<string, number> | null;
}

/**
 * The metric over time by `dimension`: the seven largest bands, and one for the rest. A long period is summed by stretch, not by day.
 * `ranked` are the groups, largest first, by `dimension` alone.
 */
export async function bandsOf(
  { costsBy, countsBy }: Pick<ReadCells, 'costsBy' | 'countsBy'>,
  ranked: readonly CellGroup[],
  { metric, dimension, period, series, top, places }: BandsAsked,
  labeller: Labeller,
): Promise<{ bands: ChartBand[]; bandDimension: Attribute }> {
  const groups = ranked.filter(group => amountOf(group, metric) !== 0n);
  // As the table lists them: the top ones, then what belongs to nobody.
  const { kept, nobodys } = topGroups(groups, [dimension], metric, top);
  const largest = [...kept, ...nobodys].slice(0, maxBands);
  const only = { attribute: dimension, ids: [...new Set(largest.flatMap(group => idsOf(dimension, group)))], exclude: false };
  const stretches = stretchesOf(period);
  const grain: Grain = stretches.length < series.length ? stretches : 'day';
  const part = { period, attributes: [dimension], grain, only };
  const cells = largest.length === 0 ? [] : await (metric === 'cost' ? costsBy(part) : countsBy(part));
  const firstDayOf = new Map(stretches.flatMap(stretch => daysOf(stretch).map(day => [day, stretch.from])));
  const amounts = new Map(
    largest.flatMap(group => {
      const byDay = new Map<Day, bigint>();
      return idsOf(dimension, group).map(id => [keyOf(id, group.lineItem), byDay]);
    }),
  );
  for (const cell of cells) {
    const { day, ids, lineItem } = cell;
    addTo(amounts.get(keyOf(ids[0] ?? '', dimension === 'model' ? lineItem : '')), firstDayOf.get(day), amountOf(cell, metric));
  }
  const perDay = (byDay: ReadonlyMap<Day, bigint> | undefined) => series.map(({ day }) => byDay?.get(day) ?? 0n);
  const drawn = largest.map(group => perDay(amounts.get(keyOf(idOf(group), group.lineItem))));
  const bands = largest.map(
    (group, index): ChartBand => ({
      label: labelOfGroup(labeller, dimension, idOf(group), group),
      ...ofMetric(metric, drawn[index] ?? []),
      ...(places === null ? {} : { place: places.get(idOf(group)) ?? null }),
    }),
  );
  if (groups.length === largest.length) return { bands, bandDimension: dimension };
  const all = new Map<Day, bigint>();
  for (const day of series) addTo(all, firstDayOf.get(day.day), amountOfDay(day, metric));
  const others = perDay(all).map((amount, at) => drawn.reduce((rest, band) => rest - (band[at] ?? 0n), amount));
  // As the table does, it counts the parts without any of the metric too.
  const other = { label: `Other (${ranked.length - largest.length})`, ...ofMetric(metric, others) };
  return { bands: [...bands, other], bandDimension: dimension };
}

function ofMetric(metric: Metric, amounts: readonly bigint[]): Pick<ChartBand, 'costNanoUsd' | 'counts'> {
  return metric === 'cost' ? { costNanoUsd: amounts } : { costNanoUsd: [], counts: amounts.map(Number) };
}

function amountOfDay({ costNanoUsd, requests, inputTokens, outputTokens }: SeriesDay, metric: Metric): bigint {
  if (metric === 'cost') return costNanoUsd;
  return BigInt(metric === 'requests' ? requests : inputTokens + outputTokens);
}

function addTo(amounts: Map<Day, bigint> | undefined, day: Day | undefined, amount: bigint): void {
  if (amounts !== undefined && day !== undefined) amounts.set(day, (amounts.get(day) ?? 0n) + amount);
}

function idOf({ key }: CellGroup): string {
  return key[0] ?? '';
}

/** The ids of the cells in a group: a tier may be reported under two names. */
function idsOf(dimension: Attribute, group: CellGroup): readonly string[] {
  return dimension === 'tier' ? tierNames(idOf(group)) : [idOf(group)];
}
