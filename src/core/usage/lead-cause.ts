import { absolute } from '../money/nano-usd.ts';
import type { Attribute } from './dimensions.ts';
import type { SharedChange } from './shared-change.ts';
import { type Contributor, type CostChange, sizeOf } from './split-change.ts';

export type NamedContributor = Contributor & {
  readonly label: string;
  /** Of a key or model: the label of the only project it was used in; left out if there are several, or none is known. */
  readonly owner?: string;
  /** Contributors by other attributes that made at least half of this change; left out if none did. */
  readonly madeBy?: readonly (Omit<SharedChange, 'id' | 'lineItem'> & { readonly label: string })[];
};

/** A change split by one attribute. The contributors sum to it, largest first. */
export interface CausesBy {
  readonly attribute: Attribute;
  readonly contributors: readonly NamedContributor[];
}

/** Why one period cost more or less than another. */
export interface Causes {
  readonly change: CostChange;
  /** By model, project, user and key, as far as the cost can be split: OpenAI does not bill by all of them at once. */
  readonly by: readonly CausesBy[];
}

/** The contributor that explains a change, and the split it is one of. */
export interface LeadCause {
  readonly attribute: Attribute;
  readonly contributor: NamedContributor;
}

/** The shares of all that moved which make a key, or one of the others, the cause. */
const leastShareOfKey = 0.6;
const leastShare = 0.5;

/**
 * What one contributor mostly caused the change: the key if one stands out, otherwise the model, project or person with
 * the largest share of all that moved. Null if none makes more than half of it, moves as the whole does, and has a name.
 */
export function leadCause({ change, by }: Causes): LeadCause | null {
  const leads = by.flatMap(split => leadOf(split, sizeOf(change)) ?? []).sort((a, b) => b.share - a.share);
  const key = leads.find(({ attribute, share }) => attribute === 'key' && share >= leastShareOfKey);
  if (key !== undefined) return key;
  // The only project explains nothing.
  const others = leads.filter(({ attribute }) => attribute !== 'key');
  return others.find(({ isOnly }) => !isOnly) ?? others[0] ?? null;
}

/** The contributors that moved, largest change first. */
export function changedOf(contributors: readonly NamedContributor[]): NamedContributor[] {
  return contributors.filter(one => sizeOf(one) !== 0n);
}

function leadOf({ attribute, contributors }: CausesBy, whole: bigint): (LeadCause & { share: number; isOnly: boolean }) | null {
  const changed = changedOf(contributors);
  const [first] = changed;
  if (first === undefined || sizeOf(first) * whole <= 0n || (first.id === '' && first.lineItem === '')) return null;
  const moved = changed.reduce((sum, one) => sum + absolute(sizeOf(one)), 0n);
  const share = Number(absolute(sizeOf(first))) / Number(moved);
  return share <= leastShare ? null : { attribute, contributor: first, share, isOnly: changed.length === 1 };
}
