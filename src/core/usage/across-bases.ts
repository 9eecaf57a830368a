import { ascending } from '../ascending.ts';
import { absolute } from '../money/nano-usd.ts';
import { type Contributor, sizeOf, totalOf } from './split-change.ts';
import type { Basis } from './usage-figures.ts';

/** Whether one of two periods is estimated and the other is not. */
export function isAcrossBases(before: Basis, after: Basis): boolean {
  return (before === 'estimated') !== (after === 'estimated');
}

/**
 * `contributors` to a change between an estimated and a billed period, largest first. What only one basis can carry is merged into a single
 * unattributed contributor: line items without usage, such as a credit, and what was used in both periods but costs something in just one.
 */
export function acrossBases(contributors: readonly Contributor[]): Contributor[] {
  const marked = contributors.map(one => ({ ...one, isAcrossBases: true as const }));
  if (!contributors.some(isOfOneBasis)) return marked;
  const isFolded = (one: Contributor) => isOfOneBasis(one) || (one.id === '' && one.lineItem === '');
  const kept = marked.filter(one => !isFolded(one));
  const sum = totalOf(marked.filter(isFolded));
  const nobodys: Contributor = { id: '', lineItem: '', presence: 'both', quantity: null, isAcrossBases: true, ...sum };
  return [...kept, nobodys].sort((a, b) => ascending(absolute(sizeOf(b)), absolute(sizeOf(a))));
}

function isOfOneBasis({ presence, quantity, beforeNanoUsd, afterNanoUsd }: Contributor): boolean {
  if (presence !== 'both') return quantity === null;
  const isUsedInBoth = quantity !== null && quantity.before > 0 && quantity.after > 0;
  return isUsedInBoth && (beforeNanoUsd === 0n) !== (afterNanoUsd === 0n);
}
