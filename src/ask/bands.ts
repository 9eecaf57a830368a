import type { Cell } from '../core/cell.ts';
import type { Day } from '../core/day.ts';
import { groupsOf } from '../core/group.ts';
import type { NanoUsd } from '../core/money.ts';
import type { Attribute } from '../core/query.ts';
import { type Labeller, labelOfGroup } from './labels.ts';
import type { ChartBand } from './view.ts';

/** As many as colours that colour-blind people tell apart. */
const maxBands = 7;

/** Cost by day and by the first of `attributes`: the largest seven, and the others as one. */
export function bandsOf(
  cells: readonly Cell[],
  attributes: readonly Attribute[],
  days: readonly Day[],
  labeller: Labeller,
): { bands: ChartBand[]; bandDimension: Attribute } {
  const bandDimension = attributes[0] ?? 'model';
  const groups = groupsOf(cells, attributes, [bandDimension], 'cost').filter(
    group => group.costNanoUsd !== null && group.costNanoUsd !== 0n,
  );
  const bandOf = new Map(groups.map((group, index) => [keyOf(group.key[0] ?? '', group.lineItem), Math.min(index, maxBands)]));
  const labels = groups.slice(0, maxBands).map(group => labelOfGroup(labeller, bandDimension, group.key[0] ?? '', group));
  if (groups.length > maxBands) labels.push(`Other (${groups.length - maxBands})`);
  const position = new Map(days.map((day, index) => [day, index]));
  const costs: NanoUsd[][] = labels.map(() => days.map(() => 0n));
  for (const cell of cells) {
    const isNamed = bandDimension === 'model' && cell.lineItem !== '';
    const costsOfBand = costs[bandOf.get(keyOf(cell.ids[0] ?? '', isNamed ? cell.lineItem : '')) ?? -1];
    const at = position.get(cell.day);
    if (costsOfBand && at !== undefined) costsOfBand[at] = (costsOfBand[at] ?? 0n) + (cell.costNanoUsd ?? 0n);
  }
  return { bands: labels.map((label, index) => ({ label, costNanoUsd: costs[index] ?? [] })), bandDimension };
}

function keyOf(id: string, lineItem: string): string {
  return JSON.stringify([id, lineItem]);
}
