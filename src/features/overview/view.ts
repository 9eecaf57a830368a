import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Basis, UnpricedModel } from '#core/usage/usage-figures.ts';
import type { Within } from '#show/plain-views.ts';
import type { BudgetState } from '../budgets/view.ts';
import type { ForecastSummary } from '../forecast/view.ts';
import type { OutlierDay } from '../verdict/outlier-day.ts';
import type { Staleness } from '../verdict/staleness.ts';

export interface OverviewView {
  readonly kind: 'overview';
  readonly todaySoFar: PeriodCost;
  readonly yesterday: PeriodCost;
  readonly last7Days: PeriodCost;
  readonly monthToDate: PeriodCost;
  /** Left out if the figures cover everything. */
  readonly within?: Within;
  readonly budgets: readonly BudgetState[];
  /** For the month; null while too few days are known. */
  readonly forecast: ForecastSummary | null;
  /** What the figures are judged by. */
  readonly outlook: Outlook;
  /** Where the figures together come from. */
  readonly basis: Basis;
  /** Days of any of the figures that are estimated while others are billed; empty unless that is `mixed`. */
  readonly estimatedDays: readonly Day[];
  /** As in an answer. */
  readonly listPricePercent?: number;
  readonly billedPercent?: number;
  readonly provisionalDays: readonly Day[];
  /** Days of any of the figures that were not collected, or only partly; absent if there are none. */
  readonly missingDays?: readonly Day[];
  /** Unpriced usage that a figure lacks, as an answer says it; absent if there is none. */
  readonly unpriced?: readonly UnpricedModel[];
  /** Days for which the key-only endpoint returned nothing, which may mean no usage or no data; absent if there are none. */
  readonly unknownDays?: readonly Day[];
  /** What was left out of any of the figures; absent if nothing was. */
  readonly leftOut?: readonly LeftOut[];
  readonly dataThrough: string | null;
  /** As in an answer. */
  readonly stale?: Staleness;
}

export interface Outlook {
  /** The month's budget of exactly this scope; null without one. */
  readonly budgetNanoUsd: NanoUsd | null;
  /** The month before; null when it was not read whole. */
  readonly lastMonth: { readonly from: Day; readonly costNanoUsd: NanoUsd } | null;
  readonly isYesterdayWhole: boolean;
  /** What yesterday's weekday cost in the eight weeks before, as far as known. */
  readonly sameWeekdays: readonly NanoUsd[];
}

export interface PeriodCost {
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  readonly costNanoUsd: NanoUsd;
  readonly basis: Basis;
  /** The days that the change is against; `to` is the last one. */
  readonly previous: { readonly from: Day; readonly to: Day };
  readonly changePercent: number | null;
  /** The one day that makes at least half of the change; absent where none does. */
  readonly outlier?: OutlierDay;
  /** Set where the change leaves out today, which the cost has. */
  readonly isWithoutToday?: true;
}

/** Whether nothing of the period was collected. Of days collected in part, that part has a cost. */
export function isUnknownCost({ basis, costNanoUsd }: PeriodCost): boolean {
  return (basis === 'none' || basis === 'unbilled') && costNanoUsd === 0n;
}
