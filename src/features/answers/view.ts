import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Query } from '#core/query/query.ts';
import type { Day } from '#core/time/day.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Basis, Figures, SeriesDay, UnpricedModel } from '#core/usage/usage-figures.ts';
import type { Within } from '#show/plain-views.ts';
import type { DayFigures } from '../verdict/day-verdict.ts';
import type { OutlierDay } from '../verdict/outlier-day.ts';
import type { Staleness } from '../verdict/staleness.ts';

export interface Group extends Figures {
  /** Ids as OpenAI reports them, one per dimension; null for what belongs to nobody. The "Other" group has no key. */
  readonly key: Readonly<Partial<Record<Dimension, string | null>>> | null;
  /** Display labels, one for each dimension; the "Other" group has a single text, `Other (12)`. */
  readonly label: Readonly<Partial<Record<Dimension, string>>> | string;
  /** Share of the total in the asked metric, 0 to 1; null if the total is 0. */
  readonly share: number | null;
}

/** One band of the chart over time. Bands come largest first, "Other (N)" last. */
export interface ChartBand {
  readonly label: string;
  /**
   * One per day of {@link AnswerView.series}. Beyond 92 days, the first day of a stretch (`stretchesOf`) holds all of its cost. Empty
   * unless the question is about cost.
   */
  readonly costNanoUsd: readonly NanoUsd[];
  /** Likewise the tokens or requests of a question about those. */
  readonly counts?: readonly number[];
  /** The place of a model among the team's, which gives it its color; null for a new one. Absent for everything else. */
  readonly place?: number | null;
}

/** The part of a split that made most of the change against the previous period. */
export interface LeadChange {
  readonly label: string;
  readonly changeNanoUsd: NanoUsd;
  /** `more use`, `new`; empty where it is not plain. */
  readonly cause: string;
  /** What the others together changed by, where it is all of the change, or more than all. */
  readonly restNanoUsd?: NanoUsd;
}

export interface AnswerView {
  readonly kind: 'answer';
  readonly query: Query;
  /** The question as it was understood. Parsing it gives the same question again. */
  readonly readAs: string;
  readonly basis: Basis;
  /** At what percentage of list price the estimated part is estimated; left out at list price. */
  readonly listPricePercent?: number;
  /** What bills lately came to, as a percentage of list price, for an answer that is all estimated at that; left out at list price. */
  readonly billedPercent?: number;
  readonly total: Figures & { readonly costNanoUsd: NanoUsd };
  /** Empty when the question has no dimension. */
  readonly groups: readonly Group[];
  /** The number of groups in all; `groups` may hold fewer after "top N". */
  readonly groupCount: number;
  /** One for each day of the period, oldest first. */
  readonly series: readonly SeriesDay[];
  /** The cost of the six days before the period, oldest first, for averages; empty unless all were collected. */
  readonly costNanoUsdBefore: readonly NanoUsd[];
  /** The daily allowance of the budget for exactly this scope, for cost charts; null without one. */
  readonly budgetNanoUsdPerDay: NanoUsd | null;
  /** At most seven plus "Other (N)", split by the first dimension that is not a time unit; otherwise cost by model, and counts not at all. */
  readonly bands: readonly ChartBand[];
  readonly bandDimension: Dimension;
  /** What tells whether the day was usual for its weekday, or what is while it still runs; only of one day, where enough such days are known. */
  readonly usualDay?: DayFigures;
  /** Set where the period is one day that isn't over. */
  readonly isRunning?: true;
  readonly previous: {
    readonly from: Day;
    /** The last day included. */
    readonly to: Day;
    readonly figures: Figures & { readonly costNanoUsd: NanoUsd };
    /** Whether all of its days were collected. */
    readonly isWhole: boolean;
    /** Set if it has use, and nothing says what that cost. */
    readonly isCostUnknown?: boolean;
    /** What the days that are compared came to, where the period holds today, too, which isn't compared. */
    readonly withoutToday?: Figures & { readonly costNanoUsd: NanoUsd };
    /** In the asked metric, to one decimal; null if the previous figure is 0, days of either period were not fully collected, or it isn't over. */
    readonly changePercent: number | null;
  };
  /** What the whole costs by the bill, where only the split takes an estimate. */
  readonly wholeByBill?: { readonly costNanoUsd: NanoUsd; readonly estimatedDays: readonly Day[] };
  /** Of a cost: the one day that makes at least half of the change; absent where none does. */
  readonly outlier?: OutlierDay;
  /** Of a cost by model or by project; absent where no single part made most of the change. */
  readonly lead?: LeadChange;
  /** Null if the period includes today or does not end yesterday. */
  readonly todaySoFar: (SeriesDay & { readonly basis: Basis }) | null;
  /** Unpriced usage of the period, largest first, but for {@link estimatedAsBilled}. */
  readonly unpriced: readonly UnpricedModel[];
  /** The part of {@link unpriced} that the cost lacks: usage on estimated days. On billed days the bill includes it. */
  readonly unpricedNotInCost: readonly UnpricedModel[];
  /** Usage that nothing prices, estimated at what the bill charged lately for a unit. Absent if there is none. */
  readonly estimatedAsBilled?: readonly UnpricedModel[];
  /** Days of the period that may still grow. */
  readonly provisionalDays: readonly Day[];
  /** Days of the period that are estimated while the rest is billed. Empty unless the basis is `mixed`. */
  readonly estimatedDays: readonly Day[];
  /** Days for which the key-only endpoint returned nothing, which may mean no usage or no data. */
  readonly unknownDays: readonly Day[];
  /** Days of the period, up to today, that were not collected or only partly. */
  readonly missingDays: readonly Day[];
  /** The first day of the data, if the period begins before it; absent while earlier days may still be collected. */
  readonly dataFrom?: Day;
  /** What was left out of the period; absent if nothing was. */
  readonly leftOut?: readonly LeftOut[];
  /** When the newest day of the data was last fetched, ISO with seconds; null if nothing was collected yet. */
  readonly dataThrough: string | null;
  /** That days of the period were not read lately; absent if they were. */
  readonly stale?: Staleness;
  /** Whether the answer splits by person or key, or filters on one (not everyone may see such answers). */
  readonly namesPeople: boolean;
  /** The scope that limits the answer; left out without one. */
  readonly within?: Within;
  /** The first day the figures cover, if older days of this or the previous period are known only by one dimension. */
  readonly detailsFrom?: Day;
}

/** Whether nothing of the period was collected. Of days collected in part, that part has a figure. */
export function nothingIsKnown({ basis, total }: Pick<AnswerView, 'basis' | 'total'>): boolean {
  return basis === 'none' && total.costNanoUsd === 0n && (total.requests ?? 0) === 0;
}

/** Whether the period is over before the data begins. */
export function isBeforeData({ query, dataFrom }: Pick<AnswerView, 'query' | 'dataFrom'>): boolean {
  return dataFrom !== undefined && query.period.to <= dataFrom;
}

/** Whether the cost that was asked for isn't known, although there was use. */
export function isCostUnknown({ basis, query }: Pick<AnswerView, 'basis' | 'query'>): boolean {
  return basis === 'unbilled' && query.metric === 'cost';
}

/** Whether nothing says what the previous period cost. */
export function nothingIsKnownBefore({ previous: { isWhole, isCostUnknown = false, figures } }: Pick<AnswerView, 'previous'>): boolean {
  return isCostUnknown || (!isWhole && figures.costNanoUsd === 0n && (figures.requests ?? 0) === 0);
}

/** A day's figures; null for a day of which nothing was collected. */
export function knownDay<Known extends Figure>(day: Known, missingDays: readonly Day[]): Known | null {
  return missingDays.includes(day.day) && day.costNanoUsd === 0n && day.requests === 0 ? null : day;
}

type Figure = Pick<SeriesDay, 'day' | 'costNanoUsd' | 'requests'>;

/** Today's figures; null if nothing of today was collected, or the bill has no line for it. */
export function knownToday({ todaySoFar }: Pick<AnswerView, 'todaySoFar'>): AnswerView['todaySoFar'] {
  if (todaySoFar?.basis === 'unbilled') return null;
  return todaySoFar === null || todaySoFar.basis !== 'none' ? todaySoFar : knownDay(todaySoFar, [todaySoFar.day]);
}

/** Whether a change is large enough to say what made it. */
export function isWorthACause({ changePercent }: Pick<AnswerView['previous'], 'changePercent'>): boolean {
  return changePercent !== null && Math.abs(changePercent) >= 5;
}
