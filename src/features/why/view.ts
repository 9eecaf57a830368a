import type { Day } from '#core/time/day.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Basis, UnpricedModel } from '#core/usage/usage-figures.ts';
import type { Within } from '#show/plain-views.ts';
import type { Change, Contributor } from './split-change.ts';

/** A contributor as people call it. */
export type NamedContributor = Contributor & { readonly label: string };

/** A change split by one attribute; the contributors sum to it, largest first. */
export interface CausesBy {
  readonly attribute: Attribute;
  readonly contributors: readonly NamedContributor[];
}

/** Why one period cost more or less than another. */
export interface Causes {
  readonly change: Change;
  /** By model, project, user and key, those that the cost can be split by: OpenAI does not bill by all of them together. */
  readonly by: readonly CausesBy[];
}

/** `/spend why`. */
export interface WhyView {
  readonly kind: 'why';
  /** The question as it was read, which reads as the same question again. */
  readonly readAs: string;
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  /** The filters as a question has them; '' for everything. */
  readonly scope: string;
  readonly previous: { readonly from: Day; readonly to: Day };
  readonly causes: Causes;
  /** One decimal; null where the previous period cost nothing, or was not wholly collected. */
  readonly changePercent: number | null;
  readonly basis: Basis;
  readonly previousBasis: Basis;
  /** Usage of either period that no price covers and no bill has: it is in neither cost. */
  readonly unpricedNotInCost: readonly UnpricedModel[];
  /** Days of both periods that were not collected, or not wholly. */
  readonly missingDays: readonly Day[];
  /** Days of both periods that may still grow. */
  readonly provisionalDays: readonly Day[];
  /** The first day that the figures are of, where older days are known only by one dimension. */
  readonly detailsFrom?: Day;
  readonly dataThrough: string | null;
  /** Whether it is about single people or keys (such causes are not for everyone). */
  readonly namesPeople: boolean;
  /** The channel's scope that it stays inside; left out where there is none. */
  readonly within?: Within;
}

/** `view` without what is said of single people and keys. */
export function withoutPeople(view: WhyView): WhyView {
  const by = view.causes.by.filter(({ attribute }) => attribute !== 'user' && attribute !== 'key');
  return { ...view, causes: { ...view.causes, by } };
}
