import { ascending } from '../ascending.ts';
import { keptIn } from '../kept-in.ts';
import { absolute, divideHalfEven, type NanoUsd } from '../money/nano-usd.ts';
import type { Attribute } from './dimensions.ts';
import { type CellSum, type FigureCell, sumOf } from './figure-cell.ts';

/** A change in cost, in two parts that sum to it. */
export interface CostChange {
  readonly beforeNanoUsd: NanoUsd;
  readonly afterNanoUsd: NanoUsd;
  /** What the change in usage would have cost at the old cost per token (or request). */
  readonly volumeNanoUsd: NanoUsd;
  /** The rest: another price, or another kind of token (more output, less cached). */
  readonly priceNanoUsd: NanoUsd;
}

/** What one model, project, person or key contributes to a change. */
export interface Contributor extends CostChange {
  /** As in cells; '' means nobody. */
  readonly id: string;
  /** The label of a billed line item that names no model; '' otherwise. */
  readonly lineItem: string;
  /** Whether it was in both periods or only one. */
  readonly presence: 'both' | 'new' | 'gone';
  /** Tokens if there are any, otherwise requests; null if nothing is counted, as for a credit. */
  readonly quantity: { readonly unit: 'tokens' | 'requests'; readonly before: number; readonly after: number } | null;
  /** Set where an estimated period is compared with a billed one: what isn't volume may be the basis, so no price is told. */
  readonly isAcrossBases?: true;
}

/** A part of a cost: its ids, its amount, and what was counted. */
export type CostPart = Pick<FigureCell, 'ids' | 'lineItem' | 'costNanoUsd' | 'counts'>;

/**
 * Splits the change from `before` to `after` into volume and price, and by each of `attributes`, which name the ids of the parts.
 * Volume and price sum to it, to the nano-dollar, and so do the contributors of one attribute, largest change first.
 *
 * Volume is the change in quantity at the old unit cost of each combination of ids, so moving to an expensive model is volume.
 * If a side has no quantity (new, gone, a credit, a line item), the whole change is volume. Unpriced usage counts as 0.
 */
export function splitChange(
  before: Iterable<CostPart>,
  after: Iterable<CostPart>,
  attributes: readonly Attribute[],
): CostChange & { readonly by: ReadonlyMap<Attribute, readonly Contributor[]> } {
  const parts = pairsOf(before, after).map(pair => ({ ...pair, ...changeOf(pair.before, pair.after) }));
  const by = attributes.map((attribute, position) => [attribute, contributorsOf(parts, attribute, position)] as const);
  return { ...totalOf(parts), by: new Map(by) };
}

interface Pair {
  readonly ids: readonly string[];
  readonly lineItem: string;
  readonly before: CellSum;
  readonly after: CellSum;
}

type ChangedPair = Pair & CostChange;

function pairsOf(before: Iterable<CostPart>, after: Iterable<CostPart>): Pair[] {
  const pairs = new Map<string, { ids: readonly string[]; lineItem: string; before: CostPart[]; after: CostPart[] }>();
  const add = (side: 'before' | 'after', part: CostPart): void => {
    const key = JSON.stringify([part.ids, part.lineItem]);
    keptIn(pairs, key, () => ({ ids: part.ids, lineItem: part.lineItem, before: [], after: [] }))[side].push(part);
  };
  for (const part of before) add('before', part);
  for (const part of after) add('after', part);
  return [...pairs.values()].map(pair => ({ ...pair, before: sumOf(pair.before), after: sumOf(pair.after) }));
}

function changeOf(before: CellSum, after: CellSum): CostChange {
  const beforeNanoUsd = before.costNanoUsd ?? 0n;
  const afterNanoUsd = after.costNanoUsd ?? 0n;
  const quantity = quantityOf(before, after);
  const isComparable = quantity !== null && quantity.before > 0 && quantity.after > 0;
  const volumeNanoUsd = isComparable
    ? divideHalfEven(beforeNanoUsd * BigInt(quantity.after - quantity.before), BigInt(quantity.before))
    : afterNanoUsd - beforeNanoUsd;
  return { beforeNanoUsd, afterNanoUsd, volumeNanoUsd, priceNanoUsd: afterNanoUsd - beforeNanoUsd - volumeNanoUsd };
}

function quantityOf(before: CellSum, after: CellSum): Contributor['quantity'] {
  if (before.counts === null && after.counts === null) return null;
  const tokens = { before: tokensOf(before), after: tokensOf(after) };
  if (tokens.before + tokens.after > 0) return { unit: 'tokens', ...tokens };
  const requests = { before: before.counts?.requests ?? 0, after: after.counts?.requests ?? 0 };
  return requests.before + requests.after > 0 ? { unit: 'requests', ...requests } : null;
}

function tokensOf({ counts }: CellSum): number {
  return counts === null ? 0 : counts.inputTokens + counts.outputTokens;
}

/** Leaves out contributors that cost nothing and were not used, before or after. */
function contributorsOf(parts: readonly ChangedPair[], attribute: Attribute, position: number): Contributor[] {
  const nameOf = (part: Pair) => (attribute === 'model' ? part.lineItem : '');
  const groups = Map.groupBy(parts, part => JSON.stringify([part.ids[position] ?? '', nameOf(part)]));
  return [...groups.values()]
    .flatMap(group => group.slice(0, 1).map(first => contributorOf(first.ids[position] ?? '', nameOf(first), group)))
    .filter(({ beforeNanoUsd, afterNanoUsd, volumeNanoUsd }) => beforeNanoUsd !== 0n || afterNanoUsd !== 0n || volumeNanoUsd !== 0n)
    .sort((a, b) => ascending(absolute(sizeOf(b)), absolute(sizeOf(a))) || ascending(a.id, b.id) || ascending(a.lineItem, b.lineItem));
}

function contributorOf(id: string, lineItem: string, parts: readonly ChangedPair[]): Contributor {
  const before = sumOf(parts.map(part => part.before));
  const after = sumOf(parts.map(part => part.after));
  const presence = !isPresent(before) ? 'new' : isPresent(after) ? 'both' : 'gone';
  return { id, lineItem, ...totalOf(parts), presence, quantity: quantityOf(before, after) };
}

function isPresent({ costNanoUsd, counts }: CellSum): boolean {
  return (costNanoUsd ?? 0n) !== 0n || (counts !== null && counts.requests + counts.inputTokens + counts.outputTokens > 0);
}

/** The changes added up. */
export function totalOf(changes: readonly CostChange[]): CostChange {
  const sum = (amountOf: (change: CostChange) => NanoUsd) => changes.reduce((total, change) => total + amountOf(change), 0n);
  return {
    beforeNanoUsd: sum(change => change.beforeNanoUsd),
    afterNanoUsd: sum(change => change.afterNanoUsd),
    volumeNanoUsd: sum(change => change.volumeNanoUsd),
    priceNanoUsd: sum(change => change.priceNanoUsd),
  };
}

/** What the cost rose by; negative if it fell. */
export function sizeOf({ beforeNanoUsd, afterNanoUsd }: CostChange): bigint {
  return afterNanoUsd - beforeNanoUsd;
}
