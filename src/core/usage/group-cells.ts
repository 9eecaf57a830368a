import { ascending } from '../ascending.ts';
import { startOfUnit } from '../time/period.ts';
import { type Attribute, type Dimension, isTimeUnit, type Metric } from './dimensions.ts';
import { addTo, amountOf, type CellSum, type FigureCell, type GrowingSum } from './figure-cell.ts';
import { tierNames } from './service-tier.ts';

export interface CellGroup extends CellSum {
  /** One per dimension: an id ('' for nobody), or the first day of the day, week or month. */
  readonly key: readonly string[];
  /** The label of billed line items without a model, which stay separate; '' otherwise. */
  readonly lineItem: string;
}

/** Groups `cells` by `dimensions`; `attributes` names their ids. By time, then largest first in `metric`, then by key, nobody's last. */
export function groupsOf(
  cells: readonly FigureCell[],
  attributes: readonly Attribute[],
  dimensions: readonly Dimension[],
  metric: Metric,
): CellGroup[] {
  const byModel = dimensions.includes('model');
  const parts = new Map<string, GrowingSum & Pick<CellGroup, 'key' | 'lineItem'>>();
  const partOf = dimensions.map(dimension => {
    if (isTimeUnit(dimension)) return (cell: FigureCell) => startOfUnit(cell.day, dimension);
    const place = attributes.indexOf(dimension);
    return dimension === 'tier' ? tierPart(cells, place) : (cell: FigureCell) => cell.ids[place] ?? '';
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
  const groups = [...parts.values()].filter(group => !isNothing(group));
  const placed: Placed[] = groups.map(group => ({ group, amount: amountOf(group, metric) }));
  return placed.sort(inOrder(dimensions, metric)).map(({ group }) => group);
}

/** Two names of one tier are one part: under the name reported, or the older one if both were. */
function tierPart(cells: readonly FigureCell[], place: number): (cell: FigureCell) => string {
  const reported = new Set(cells.map(cell => cell.ids[place] ?? ''));
  return cell => {
    const tier = cell.ids[place] ?? '';
    return tierNames(tier).find(name => reported.has(name)) ?? tier;
  };
}

interface Placed {
  readonly group: CellGroup;
  readonly amount: bigint;
}

function inOrder(dimensions: readonly Dimension[], metric: Metric) {
  const time = dimensions.findIndex(isTimeUnit);
  return (a: Placed, b: Placed): number =>
    (time < 0 ? 0 : ascending(a.group.key[time] ?? '', b.group.key[time] ?? '')) ||
    byAmount(a, b, metric) ||
    Number(isNobodys(a.group)) - Number(isNobodys(b.group)) ||
    ascending(JSON.stringify(a.group.key) + a.group.lineItem, JSON.stringify(b.group.key) + b.group.lineItem);
}

/** Unused and adding up to zero, as where one cut adds what the other takes; or nobody's, and nothing. */
function isNothing(group: CellGroup): boolean {
  const { costNanoUsd, counts } = group;
  if (counts === null) return costNanoUsd === 0n;
  const isUnused = counts.requests === 0 && counts.inputTokens === 0 && counts.outputTokens === 0;
  return isNobodys(group) && isUnused && (costNanoUsd ?? 0n) === 0n;
}

function isNobodys({ key, lineItem }: CellGroup): boolean {
  return lineItem === '' && key.includes('');
}

/** Largest first, unpriced last. */
function byAmount(a: Placed, b: Placed, metric: Metric): number {
  const isPriceless = ({ group }: Placed) => metric === 'cost' && group.costNanoUsd === null;
  if (isPriceless(a) !== isPriceless(b)) return isPriceless(a) ? 1 : -1;
  return ascending(b.amount, a.amount);
}
