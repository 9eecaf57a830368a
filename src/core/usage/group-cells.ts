import { type Day, firstOfMonth, mondayOf } from '../time/day.ts';
import { addTo, amountOf, type Cell, type GrowingSum, type Sum } from './cell.ts';
import { type Attribute, type Dimension, isTimeUnit, type Metric, type TimeUnit } from './dimensions.ts';
import { tierNames } from './service-tier.ts';

/** Cells of one key, added up. */
export interface CellGroup extends Sum {
  /** One for each dimension: an id ('' for what belongs to nobody), or a day, the first day of a week or of a month. */
  readonly key: readonly string[];
  /** The label of billed line items that name no model, which are kept apart; '' otherwise. */
  readonly lineItem: string;
}

/**
 * Splits `cells` by `dimensions`. `attributes` says which of a cell's ids is which. Largest first in `metric`, with a time
 * unit among the dimensions by time first; ties by key, with what belongs to nobody last, so that the order of cells never matters.
 */
export function groupsOf(
  cells: readonly Cell[],
  attributes: readonly Attribute[],
  dimensions: readonly Dimension[],
  metric: Metric,
): CellGroup[] {
  const byModel = dimensions.includes('model');
  const parts = new Map<string, GrowingSum & Pick<CellGroup, 'key' | 'lineItem'>>();
  const partOf = dimensions.map(dimension => {
    if (isTimeUnit(dimension)) return (cell: Cell) => startOfUnit(cell.day, dimension);
    const place = attributes.indexOf(dimension);
    return dimension === 'tier' ? tierPart(cells, place) : (cell: Cell) => cell.ids[place] ?? '';
  });
  for (const cell of cells) {
    const lineItem = byModel ? cell.lineItem : '';
    let id = lineItem;
    for (const part of partOf) {
      const text = part(cell);
      id = `${text.length} ${text}${id}`;
    }
    const known = parts.get(id);
    const part = known ?? { key: partOf.map(part => part(cell)), lineItem, costNanoUsd: null, counts: null };
    if (known === undefined) parts.set(id, part);
    addTo(part, cell);
  }
  const groups: CellGroup[] = [...parts.values()];
  const order = inOrder(dimensions, metric);
  const placed = groups.filter(group => !isNothing(group)).map(group => ({ group, amount: amountOf(group, metric) }));
  return placed.sort(order).map(({ group }) => group);
}

/** Two names of one tier are one part, under the name that was reported; under the older one where both were. */
function tierPart(cells: readonly Cell[], place: number): (cell: Cell) => string {
  const reported = new Set(cells.map(cell => cell.ids[place] ?? ''));
  return cell => {
    const tier = cell.ids[place] ?? '';
    return tierNames(tier).find(name => reported.has(name)) ?? tier;
  };
}

/** The first day of the unit that holds `day`, also when that lies before the period. */
export function startOfUnit(day: Day, unit: TimeUnit): Day {
  if (unit === 'week') return mondayOf(day);
  return unit === 'month' ? firstOfMonth(day) : day;
}

/** What cancels out and was not used: an amount that one cut gives and another takes. */
function isNothing(group: Sum): boolean {
  return group.costNanoUsd === 0n && group.counts === null;
}

interface Placed {
  readonly group: CellGroup;
  /** What it comes to in the metric. */
  readonly amount: bigint;
}

function inOrder(dimensions: readonly Dimension[], metric: Metric) {
  const time = dimensions.findIndex(isTimeUnit);
  return (a: Placed, b: Placed): number =>
    (time < 0 ? 0 : byText(a.group.key[time] ?? '', b.group.key[time] ?? '')) ||
    byAmount(a, b, metric) ||
    Number(isNobodys(a.group)) - Number(isNobodys(b.group)) ||
    byText(JSON.stringify(a.group.key) + a.group.lineItem, JSON.stringify(b.group.key) + b.group.lineItem);
}

function isNobodys({ key, lineItem }: CellGroup): boolean {
  return lineItem === '' && key.includes('');
}

/** Largest first; what has no price comes last. */
function byAmount(a: Placed, b: Placed, metric: Metric): number {
  const isPriceless = ({ group }: Placed) => metric === 'cost' && group.costNanoUsd === null;
  if (isPriceless(a) !== isPriceless(b)) return isPriceless(a) ? 1 : -1;
  return a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
