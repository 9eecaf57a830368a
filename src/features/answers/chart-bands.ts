import { keyOf } from '#core/key-of.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, lengthInDays, type Period, stretchesOf } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { CellGroup } from '#core/usage/group-cells.ts';
import { tierNames } from '#core/usage/service-tier.ts';
import type { SeriesDay } from '#core/usage/usage-figures.ts';
import type { Database } from '#data/database/open.ts';
import { hasRowsOf } from '#data/figures/dropped-details.ts';
import type { ReadCells } from '#data/figures/read-cells.ts';
import { totalDimension } from '#data/totals/asked-figures.ts';
import { type Labeller, labelOfGroup } from './labels.ts';
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

/**
 * Cost over time by `dimension`: the seven largest bands, and one for the rest. A long period is summed by stretch, not
 * by day. `byCost` ranks the groups, largest first, by `dimension` alone; `series` is the total cost of each day.
 */
export async function bandsOf(
  { costsBy }: Pick<ReadCells, 'costsBy'>,
  byCost: readonly CellGroup[],
  { dimension, period, series }: { readonly dimension: Attribute; readonly period: Period; readonly series: readonly SeriesDay[] },
  labeller: Labeller,
): Promise<{ bands: ChartBand[]; bandDimension: Attribute }> {
  const groups = byCost.filter(group => group.costNanoUsd !== null && group.costNanoUsd !== 0n);
  const largest = groups.slice(0, maxBands);
  const only = { attribute: dimension, ids: [...new Set(largest.flatMap(group => idsOf(dimension, group)))], exclude: false };
  const stretches = stretchesOf(period);
  const grain = stretches.length < series.length ? 'stretch' : 'day';
  const cells = largest.length === 0 ? [] : await costsBy({ period, attributes: [dimension], grain, only });
  const firstDayOf = new Map(stretches.flatMap(stretch => daysOf(stretch).map(day => [day, stretch.from])));
  const costs = new Map(
    largest.flatMap(group => {
      const costOf = new Map<Day, bigint>();
      return idsOf(dimension, group).map(id => [keyOf(id, group.lineItem), costOf]);
    }),
  );
  for (const { day, ids, lineItem, costNanoUsd } of cells) {
    addTo(costs.get(keyOf(ids[0] ?? '', dimension === 'model' ? lineItem : '')), firstDayOf.get(day), costNanoUsd);
  }
  const perDay = (costOf: ReadonlyMap<Day, bigint> | undefined) => series.map(({ day }) => costOf?.get(day) ?? 0n);
  const bands: ChartBand[] = largest.map(group => ({
    label: labelOfGroup(labeller, dimension, idOf(group), group),
    costNanoUsd: perDay(costs.get(keyOf(idOf(group), group.lineItem))),
  }));
  if (groups.length > maxBands) {
    const all = new Map<Day, bigint>();
    for (const { day, costNanoUsd } of series) addTo(all, firstDayOf.get(day), costNanoUsd);
    const others = perDay(all).map((cost, at) => bands.reduce((rest, band) => rest - (band.costNanoUsd[at] ?? 0n), cost));
    bands.push({ label: `Other (${groups.length - maxBands})`, costNanoUsd: others });
  }
  return { bands, bandDimension: dimension };
}

function addTo(costOf: Map<Day, bigint> | undefined, day: Day | undefined, cost: bigint | null): void {
  if (costOf !== undefined && day !== undefined) costOf.set(day, (costOf.get(day) ?? 0n) + (cost ?? 0n));
}

function idOf({ key }: CellGroup): string {
  return key[0] ?? '';
}

/** The ids of the cells in a group: a tier may be reported under two names. */
function idsOf(dimension: Attribute, group: CellGroup): readonly string[] {
  return dimension === 'tier' ? tierNames(idOf(group)) : [idOf(group)];
}
