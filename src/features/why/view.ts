import type { Day } from '#core/time/day.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Causes } from '#core/usage/lead-cause.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Basis, UnpricedModel } from '#core/usage/usage-figures.ts';
import type { Within } from '#show/plain-views.ts';
import { shortModels } from '#show/short-models.ts';
import type { OutlierDay } from '../verdict/outlier-day.ts';

export interface WhyView {
  readonly kind: 'why';
  /** The question as it was understood. Parsing it gives the same question again. */
  readonly readAs: string;
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  /** The filters as question text; '' for everything. */
  readonly scope: string;
  /** The filters as people read them, by name: `for project Search`; '' for everything. */
  readonly about: string;
  readonly today: Day;
  readonly previous: { readonly from: Day; readonly to: Day };
  readonly causes: Causes;
  /** To one decimal; null if the previous period cost nothing or was not fully collected, or it is too early. */
  readonly changePercent: number | null;
  /** Set for a day that isn't over and costs no more yet than the whole one before. */
  readonly isTooEarly?: true;
  /** Absent where there is none, and while days are missing. */
  readonly outlier?: OutlierDay;
  readonly basis: Basis;
  /** At what percentage of list price the estimated part is estimated; left out at list price. */
  readonly listPricePercent?: number;
  readonly previousBasis: Basis;
  /** Unpriced usage of either period that no bill includes: neither cost has it. */
  readonly unpricedNotInCost: readonly UnpricedModel[];
  /** As in answers, of either period. */
  readonly estimatedAsBilled?: readonly UnpricedModel[];
  /** Days of either period that were not collected, or only partly. */
  readonly missingDays: readonly Day[];
  /** What was left out of either period; absent if nothing was. */
  readonly leftOut?: readonly LeftOut[];
  /** Days of either period that may still grow. */
  readonly provisionalDays: readonly Day[];
  /** The first day the figures cover, if older days are known only by one dimension. */
  readonly detailsFrom?: Day;
  /** Set where every change is listed, however small. */
  readonly isEveryChangeShown?: true;
  readonly dataThrough: string | null;
  /** Whether it covers individual people or keys (not everyone may see such causes). */
  readonly namesPeople: boolean;
  /** The channel scope that limits it; left out without one. */
  readonly within?: Within;
}

/** `view` for sentences, which name models without a snapshot's date where they stay different. */
export function withShortNames(view: WhyView): WhyView {
  const models = view.causes.by.filter(({ attribute }) => attribute === 'model').flatMap(({ contributors }) => contributors);
  const short = shortModels(models.map(({ label }) => label));
  const named = (attribute: Attribute, label: string) => (attribute === 'model' ? short(label) : label);
  const by = view.causes.by.map(({ attribute, contributors }) => ({
    attribute,
    contributors: contributors.map(one => ({
      ...one,
      label: named(attribute, one.label),
      ...(one.madeBy === undefined ? {} : { madeBy: one.madeBy.map(part => ({ ...part, label: named(part.attribute, part.label) })) }),
    })),
  }));
  return { ...view, causes: { ...view.causes, by } };
}

/** `view` for readers who may not see people: without the splits by person and key, and without them as makers of other changes. */
export function withoutPeople(view: WhyView): WhyView {
  const isPublic = ({ attribute }: { readonly attribute: Attribute }) => attribute !== 'user' && attribute !== 'key';
  const by = view.causes.by.filter(isPublic).map(({ attribute, contributors }) => ({
    attribute,
    contributors: contributors.map(({ madeBy = [], ...one }) => {
      const makers = madeBy.filter(isPublic);
      return makers.length === 0 ? one : { ...one, madeBy: makers };
    }),
  }));
  return { ...view, causes: { ...view.causes, by } };
}
