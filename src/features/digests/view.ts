import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Within } from '#show/plain-views.ts';
import type { AnswerView } from '../answers/view.ts';
import type { BudgetState } from '../budgets/view.ts';
import type { Managed } from '../setup/view.ts';
import type { MonthFigures } from '../verdict/budget-outcome.ts';
import type { Mover } from '../verdict/mover.ts';
import type { OutlierDay } from '../verdict/outlier-day.ts';
import type { Rhythm } from './slot.ts';
import type { MovedDay, Subscription } from './subscription.ts';

/** A channel's digest of one day, week or month. */
export interface DigestView {
  readonly kind: 'digest';
  readonly rhythm: Rhythm;
  /** The scope, `for project Search`; null for everything. */
  readonly scope: string | null;
  /** The period's total and its largest models. */
  readonly models: AnswerView;
  readonly projects: AnswerView;
  /** Null unless everyone can see people. */
  readonly people: AnswerView | null;
  /** What the same weekday cost in the last eight weeks, as far as known; empty for weekly and monthly digests. */
  readonly sameWeekdays: readonly NanoUsd[];
  /** The average of the seven days before; null for weekly and monthly digests, and unless all seven days are known. */
  readonly weekAverageNanoUsd: NanoUsd | null;
  readonly budgets: readonly DigestBudget[];
  /** Where the month of the last day reported ends; null when that is not known. */
  readonly month: MonthFigures | null;
  /** What the month was heading for on its 15th; null for daily and weekly digests, and with a short history. */
  readonly forecastOf15thNanoUsd: NanoUsd | null;
  /** The largest changes since {@link moversSince}, largest first in each dimension; people and keys only where everyone may see them. */
  readonly movers: readonly Mover[];
  /** Null when there is nothing to compare with. */
  readonly moversSince: Period | null;
  /** Absent in a digest of an older spendbot. */
  readonly outlier?: OutlierDay | null;
  /** Price changes seen in the bill that the channel wasn't told of. Absent in a digest of an older spendbot. */
  readonly priceChanges?: readonly SeenPriceChange[];
  /** Days of the period that were not fully collected when the digest was built. */
  readonly notIn: readonly Day[];
  readonly late: Lateness | null;
  /** Earlier digests that were never sent, and that no other told of; absent if there are none. */
  readonly leftOutDigests?: readonly LeftOutDigest[];
  /** The days in the chart, up to the last one reported. */
  readonly chart: AnswerView;
  /** The channel's scope, for a preview in a channel with one; absent otherwise. */
  readonly within?: Within;
}

/** A budget in the period that the digest reports on. */
export interface DigestBudget
  extends Pick<BudgetState, 'period' | 'from' | 'spentNanoUsd' | 'amountNanoUsd' | 'percent' | 'basis' | 'namesPeople'>,
    Partial<Pick<BudgetState, 'elapsedPercent'>> {
  /** What it covers: `Search`, or `Everything`. */
  readonly name: string;
  /** Null without a forecast, and once its period is over. */
  readonly forecastNanoUsd: NanoUsd | null;
  /** The upper end of its likely range; absent from digests stored before it was kept. */
  readonly highNanoUsd?: NanoUsd | null;
  readonly isPeriodOver: boolean;
  readonly isPastThreshold: boolean;
  /** Whether it is the monthly budget of the digest's own scope, which the verdict speaks of. */
  readonly isMain: boolean;
}

/** Why a digest is late. */
export interface Lateness {
  /** When it was due, in local time: `2026-11-22 09:00`. */
  readonly due: string;
  readonly timeZone: string;
  readonly because: 'not running' | 'waited for data';
}

/** A digest that was not sent, since only the latest is. */
export interface LeftOutDigest {
  /** The first day that it would have reported. */
  readonly from: Day;
  /** `Slack`: it was ready, but Slack took none until the next one was. */
  readonly because: 'not running' | 'Slack';
}

/** Days that a digest reported and whose cost has changed since. */
export interface DigestCorrectionView {
  readonly kind: 'digest correction';
  /** Whether the digest is about people or keys. */
  readonly namesPeople: boolean;
  /** Oldest first, at least one. */
  readonly days: readonly MovedDay[];
  /** The total of all days the digest reported. */
  readonly totalBeforeNanoUsd: NanoUsd;
  readonly totalAfterNanoUsd: NanoUsd;
  readonly dayCount: number;
}

export interface DigestState extends Pick<Subscription, 'number' | 'isPaused' | 'rhythm' | 'timeZone' | 'channelId'> {
  /** `09:00`. */
  readonly time: string;
  /** `for project "Search"`; empty for everything. */
  readonly scope: string;
  /** When the next one is due, in its time zone: `2026-11-23 09:00`. */
  readonly next: string;
}

export interface DigestsView extends Managed {
  readonly kind: 'digests';
  readonly digests: readonly DigestState[];
}
