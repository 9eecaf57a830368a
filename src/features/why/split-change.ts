import { ascending } from '#core/ascending.ts';
import { absolute, divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { type CellSum, type FigureCell, sumOf } from '#core/usage/figure-cell.ts';

/** A difference in cost, in two parts that add up to it. */
export interface Change {
  readonly beforeNanoUsd: NanoUsd;
  readonly afterNanoUsd: NanoUsd;
  /** What more or less use would have cost at the old cost per token (or request). */
  readonly volumeNanoUsd: NanoUsd;
  /** The rest: another price, or tokens of another kind (more output, less cached). */
  readonly priceNanoUsd: NanoUsd;
}

/** What one model, project, person or key has to do with a change. */
export interface Contributor extends Change {
  /** As in cells; '' is what belongs to nobody. */
  readonly id: string;
  /** The label of a billed line item that names no model; '' otherwise. */
  readonly lineItem: string;
  /** Whether it was in one of the two periods only. */
  readonly presence: 'both' | 'new' | 'gone';
  /** Tokens where there are any, otherwise requests; null where nothing is counted, as for a credit. */
  readonly quantity: { readonly unit: 'tokens' | 'requests'; readonly before: number; readonly after: number } | null;
}

/** What a cost was made of: the ids that it belongs to, and what was counted. */
export type CostPart = Pick<FigureCell, 'ids' | 'lineItem' | 'costNanoUsd' | 'counts'>;

/**
 * Splits the change from `before` to `after` into volume and price, and by each of `attributes`, which say what the ids of
 * the parts are. Contributors are sorted by the size of their change, largest first; those of one attribute sum to the
 * change to the nano-dollar, and so do volume and price.
 *
 * Every combination of ids is judged by itself, so that moving from a cheap model to a dear one is volume of both. Volume
 * is the change of the quantity at the old cost of one; where either side has no quantity to compare (it is new, or gone, a
 * credit, a line item without usage) all of the change is volume. What has no price counts as nothing.
 */
export function causesOf(
  before: Iterable<CostPart>,
  after: Iterable<CostPart>,
  attributes: readonly Attribute[],
): Change & { readonly by: ReadonlyMap<Attribute, readonly Contributor[]> } {
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

type ChangedPair = Pair & Change;

/** Parts of the same ids, before beside after. */
function pairsOf(before: Iterable<CostPart>, after: Iterable<CostPart>): Pair[] {
  const pairs = new Map<string, { ids: readonly string[]; lineItem: string; before: CostPart[]; after: CostPart[] }>();
  const add = (side: 'before' | 'after', part: CostPart): void => {
    const key = JSON.stringify([part.ids, part.lineItem]);
    const pair = pairs.get(key) ?? { ids: part.ids, lineItem: part.lineItem, before: [], after: [] };
    pair[side].push(part);
    pairs.set(key, pair);
  };
  for (const part of before) add('before', part);
  for (const part of after) add('after', part);
  return [...pairs.values()].map(pair => ({ ...pair, before: sumOf(pair.before), after: sumOf(pair.after) }));
}

function changeOf(before: CellSum, after: CellSum): Change {
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

/** What cancels out and was not used, before or after, is left out. */
function contributorsOf(parts: readonly ChangedPair[], attribute: Attribute, position: number): Contributor[] {
  const nameOf = (part: Pair) => (attribute === 'model' ? part.lineItem : '');
  const groups = Map.groupBy(parts, part => JSON.stringify([part.ids[position] ?? '', nameOf(part)]));
  return [...groups.values()]
    .flatMap(group => group.slice(0, 1).map(first => contributorOf(first.ids[position] ?? '', nameOf(first), group)))
    .filter(one => one.beforeNanoUsd !== 0n || one.afterNanoUsd !== 0n || one.volumeNanoUsd !== 0n)
    .sort((a, b) => bySize(a, b) || ascending(a.id, b.id) || ascending(a.lineItem, b.lineItem));
}

function contributorOf(id: string, lineItem: string, parts: readonly ChangedPair[]): Contributor {
  const before = sumOf(parts.map(part => part.before));
  const after = sumOf(parts.map(part => part.after));
  return { id, lineItem, ...totalOf(parts), presence: presenceOf(before, after), quantity: quantityOf(before, after) };
}

function presenceOf(before: CellSum, after: CellSum): Contributor['presence'] {
  if (!isPresent(before)) return 'new';
  return isPresent(after) ? 'both' : 'gone';
}

function isPresent({ costNanoUsd, counts }: CellSum): boolean {
  return (costNanoUsd ?? 0n) !== 0n || (counts !== null && counts.requests + counts.inputTokens + counts.outputTokens > 0);
}

function totalOf(changes: readonly Change[]): Change {
  const sum = (amountOf: (change: Change) => NanoUsd) => changes.reduce((total, change) => total + amountOf(change), 0n);
  return {
    beforeNanoUsd: sum(change => change.beforeNanoUsd),
    afterNanoUsd: sum(change => change.afterNanoUsd),
    volumeNanoUsd: sum(change => change.volumeNanoUsd),
    priceNanoUsd: sum(change => change.priceNanoUsd),
  };
}

function bySize(a: Change, b: Change): number {
  return ascending(absolute(b.afterNanoUsd - b.beforeNanoUsd), absolute(a.afterNanoUsd - a.beforeNanoUsd));
}
