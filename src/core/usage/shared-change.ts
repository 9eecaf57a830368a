import { keptIn } from '../kept-in.ts';
import { keyOf } from '../key-of.ts';
import { absolute, type NanoUsd } from '../money/nano-usd.ts';
import type { Attribute } from './dimensions.ts';
import type { Contributor, CostPart } from './split-change.ts';

/** A contributor by one attribute, and the part of another's change that is its own. */
export interface SharedChange extends Pick<Contributor, 'id' | 'lineItem'> {
  readonly attribute: Attribute;
  readonly changeNanoUsd: NanoUsd;
}

/** Who shares the change of a contributor by one attribute. */
export type SharedBy = (attribute: Attribute, contributor: Pick<Contributor, 'id' | 'lineItem'>) => readonly SharedChange[];

/**
 * How the changes by different attributes overlap: which key, project or person made a model's change, and the other way around.
 * Nobody's part is left out.
 */
export function sharedChanges(before: Iterable<CostPart>, after: Iterable<CostPart>, attributes: readonly Attribute[]): SharedBy {
  // Sums parts that differ only in day first: there are many, and only their total matters.
  const whole = new Map<string, { readonly part: CostPart; changeNanoUsd: NanoUsd }>();
  const add = (part: CostPart, sign: bigint): void => {
    const change = keptIn(whole, keyOf(...part.ids, part.lineItem), () => ({ part, changeNanoUsd: 0n }));
    change.changeNanoUsd += sign * (part.costNanoUsd ?? 0n);
  };
  for (const part of before) add(part, -1n);
  for (const part of after) add(part, 1n);
  const all = new Map<string, Map<string, { -readonly [name in keyof SharedChange]: SharedChange[name] }>>();
  for (const { part, changeNanoUsd } of whole.values()) {
    const sides = attributes.flatMap((attribute, position) => sideOf(part, attribute, position));
    for (const one of sides)
      for (const other of sides) {
        if (one === other) continue;
        const shares = keptIn(all, one.name, () => new Map());
        const share = keptIn(shares, other.name, () => ({ ...other.side, changeNanoUsd: 0n }));
        share.changeNanoUsd += changeNanoUsd;
      }
  }
  return (attribute, contributor) => [...(all.get(nameOf(attribute, contributor))?.values() ?? [])];
}

/** Whether `part` goes the way that `whole` does, and makes at least half of it. */
export function makesHalf(part: NanoUsd, whole: NanoUsd): boolean {
  return part * whole > 0n && absolute(part) * 2n >= absolute(whole);
}

/** Empty where it is nobody's. */
function sideOf(part: CostPart, attribute: Attribute, position: number) {
  const side = { attribute, id: part.ids[position] ?? '', lineItem: attribute === 'model' ? part.lineItem : '' };
  return side.id === '' && side.lineItem === '' ? [] : [{ side, name: nameOf(attribute, side) }];
}

function nameOf(attribute: Attribute, { id, lineItem }: Pick<Contributor, 'id' | 'lineItem'>): string {
  return keyOf(attribute, id, lineItem);
}
