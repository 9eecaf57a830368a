import type { Day } from '../core/day.ts';
import type { CellGroup } from '../core/group.ts';
import { lengthInDays, type Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
import { totalDimension } from '../store/total-dimension.ts';
import { type Labeller, labelOfGroup } from './labels.ts';
import type { ReadCells } from './read-cells.ts';
import type { ChartBand, SeriesDay } from './view.ts';

/** As many as colours that colour-blind people tell apart. */
const maxBands = 7;

/** Of more days the rows of a filtered question are too many to read for the sake of the picture. */
const longestFromRows = 100;

/**
 * What the picture is split by: the first of `split`, otherwise the model; or what the question filters on, where to split that by model
 * takes rows that are too many or were dropped.
 */
export function bandDimensionOf(split: readonly Attribute[], needed: readonly Attribute[], period: Period, hasRows: boolean): Attribute {
  const [first] = split;
  if (first !== undefined) return first;
  if (totalDimension({ attributes: ['model', ...needed], filters: [] }) !== null) return 'model';
  const filtered = needed.find(attribute => attribute !== 'source') ?? 'model';
  return hasRows && lengthInDays(period) <= longestFromRows ? 'model' : filtered;
}

/**
 * Cost by day and by `dimension`: the largest seven, and the others as one. `byCost`, grouped by the dimension alone, the largest first, says
 * which these are; `series` what each day cost in all.
 */
export async function bandsOf(
  { cellsBy }: Pick<ReadCells, 'cellsBy'>,
  byCost: readonly CellGroup[],
  { dimension, period, series }: { readonly dimension: Attribute; readonly period: Period; readonly series: readonly SeriesDay[] },
  labeller: Labeller,
): Promise<{ bands: ChartBand[]; bandDimension: Attribute }> {
  const groups = byCost.filter(group => group.costNanoUsd !== null && group.costNanoUsd !== 0n);
  const largest = groups.slice(0, maxBands);
  const only = { attribute: dimension, ids: [...new Set(largest.map(idOf))], exclude: false };
  const daily = largest.length === 0 ? [] : await cellsBy({ period, attributes: [dimension], grain: 'day', only, costAlone: true });
  const costs = new Map<string, Map<Day, bigint>>(largest.map(group => [keyOf(idOf(group), group.lineItem), new Map()]));
  for (const { day, ids, lineItem, costNanoUsd } of daily) {
    const byDay = costs.get(keyOf(ids[0] ?? '', dimension === 'model' ? lineItem : ''));
    byDay?.set(day, (byDay.get(day) ?? 0n) + (costNanoUsd ?? 0n));
  }
  const bands: ChartBand[] = largest.map(group => {
    const byDay = costs.get(keyOf(idOf(group), group.lineItem));
    return {
      label: labelOfGroup(labeller, dimension, idOf(group), group),
      costNanoUsd: series.map(({ day }) => byDay?.get(day) ?? 0n),
    };
  });
  if (groups.length > maxBands) {
    const others = series.map(({ costNanoUsd }, at) => bands.reduce((rest, band) => rest - (band.costNanoUsd[at] ?? 0n), costNanoUsd));
    bands.push({ label: `Other (${groups.length - maxBands})`, costNanoUsd: others });
  }
  return { bands, bandDimension: dimension };
}

function idOf({ key }: CellGroup): string {
  return key[0] ?? '';
}

function keyOf(id: string, lineItem: string): string {
  return `${id}\u0000${lineItem}`;
}
