import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Query } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { Basis, Figures, SeriesDay, UnpricedModel } from '#core/usage/usage-figures.ts';
import type { Within } from '#show/plain-views.ts';

export interface Group extends Figures {
  /** Ids as OpenAI reports them, one for each dimension asked by; null for what belongs to nobody. Null for the "Other" group. */
  readonly key: Readonly<Partial<Record<Dimension, string | null>>> | null;
  /** What people read, one for each dimension; for the "Other" group the single text `Other (12)`. */
  readonly label: Readonly<Partial<Record<Dimension, string>>> | string;
  /** Of the total in the asked metric, 0 to 1; null when the total is 0. */
  readonly share: number | null;
}

/** One band of the cost-over-time picture, largest first, "Other (N)" last. */
export interface ChartBand {
  readonly label: string;
  /**
   * One for each of {@link AnswerView.series}. Of a period of more than 92 days, whose days no picture shows, the cost of a whole stretch of
   * days (`stretchesOf`) stands with its first, and its other days are 0: weeks, months and longer sum to what they cost.
   */
  readonly costNanoUsd: readonly NanoUsd[];
}

/** The answer to a question. */
export interface AnswerView {
  readonly kind: 'answer';
  readonly query: Query;
  /** The question as it was read, which reads as the same question again. */
  readonly readAs: string;
  readonly basis: Basis;
  readonly total: Figures & { readonly costNanoUsd: NanoUsd };
  /** Empty when the question has no dimension. */
  readonly groups: readonly Group[];
  /** How many groups there are in all; `groups` may hold fewer after "top N". */
  readonly groupCount: number;
  /** One for each day of the period, oldest first. */
  readonly series: readonly SeriesDay[];
  /** The cost of the six days right before the period, oldest first, for averages; empty unless all were collected. */
  readonly costNanoUsdBefore: readonly NanoUsd[];
  /** What the budget of just this question's scope allows for a day, for the picture of a cost; null where there is none. */
  readonly budgetNanoUsdPerDay: NanoUsd | null;
  /** At most seven and "Other (N)". By the first dimension that is not a time unit, otherwise by model. */
  readonly bands: readonly ChartBand[];
  readonly bandDimension: Dimension;
  readonly previous: {
    readonly from: Day;
    /** The last day included. */
    readonly to: Day;
    readonly figures: Figures & { readonly costNanoUsd: NanoUsd };
    /** Whether all of its days were collected. */
    readonly isWhole: boolean;
    /** Of the asked metric, one decimal; null when the previous figure is 0, or its days were not wholly collected. */
    readonly changePercent: number | null;
  };
  /** Null when the period includes today or does not end yesterday. */
  readonly todaySoFar: (SeriesDay & { readonly basis: Basis }) | null;
  /** All usage of the period that no price covers, largest first. */
  readonly unpriced: readonly UnpricedModel[];
  /** What of {@link unpriced} the cost lacks: that of days that are estimated. On billed days the bill has it. */
  readonly unpricedNotInCost: readonly UnpricedModel[];
  /** Days of the period that may still grow. */
  readonly provisionalDays: readonly Day[];
  /** Days of the period that are estimated although the rest is billed. Empty unless the basis is `mixed`. */
  readonly estimatedDays: readonly Day[];
  /** Days of the period for which the key-only endpoint answered with nothing, which may mean no usage or no answer. */
  readonly unknownDays: readonly Day[];
  /** Days of the period that are over or running and were not collected, or not wholly. */
  readonly missingDays: readonly Day[];
  /** When the newest day of the data was last fetched, ISO with seconds; null when nothing was collected yet. */
  readonly dataThrough: string | null;
  /** Whether the answer splits by person or key, or filters on one (such answers are not for everyone). */
  readonly namesPeople: boolean;
  /** Left out where it covers all that the question asks for. */
  readonly within?: Within;
  /** The first day that the figures are of, where older days of the period, or of the previous one, are known only by one dimension. */
  readonly detailsFrom?: Day;
}
