import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import type { Day } from '#core/time/day.ts';
import type { Within } from '#show/plain-views.ts';
import type { AnswerView } from '../answers/view.ts';
import type { BudgetState } from '../budgets/view.ts';
import type { ForecastSummary } from '../forecast/view.ts';
import type { Managed } from '../setup/view.ts';
import type { NamedContributor } from '../why/view.ts';
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
  /** Daily cost in the seven days before; null for weekly and monthly digests, and unless all seven days were collected. */
  readonly weekBefore: DayRange | null;
  readonly budgets: readonly DigestBudget[];
  /** Null when the history is too short. */
  readonly forecast: DigestForecast | null;
  /** The largest changes from the period before: models first, then projects, each largest first. */
  readonly movers: readonly DigestMover[];
  /** Price changes seen in the bill that the channel wasn't told of. Absent in a digest of an older spendbot. */
  readonly priceChanges?: readonly SeenPriceChange[];
  /** Days of the period that were not fully collected when the digest was built. */
  readonly notIn: readonly Day[];
  readonly late: Lateness | null;
  /** The days in the chart, up to the last one reported. */
  readonly chart: AnswerView;
  /** The channel's scope, for a preview in a channel with one; absent otherwise. */
  readonly within?: Within;
}

export interface DayRange {
  readonly averageNanoUsd: NanoUsd;
  readonly lowestNanoUsd: NanoUsd;
  readonly highestNanoUsd: NanoUsd;
}

/** Progress of a budget with the digest's scope. */
export interface DigestBudget extends Pick<BudgetState, 'spentNanoUsd' | 'amountNanoUsd' | 'percent' | 'namesPeople'> {
  readonly name: string;
}

export interface DigestForecast extends Pick<ForecastSummary, 'totalNanoUsd' | 'band'> {
  /** The first day of the month. */
  readonly month: Day;
}

/** How much the cost of one model or project changed; price and volume sum to the change. */
export interface DigestMover extends Pick<NamedContributor, 'label' | 'presence' | 'priceNanoUsd' | 'volumeNanoUsd'> {
  readonly dimension: 'model' | 'project';
  readonly changeNanoUsd: NanoUsd;
}

/** Why a digest is late. */
export interface Lateness {
  /** When it was due, in local time: `2026-11-22 09:00`. */
  readonly due: string;
  readonly timeZone: string;
  readonly because: 'not running' | 'waited for data';
  /** How many earlier digests were skipped, since only the latest is sent. */
  readonly leftOut: number;
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

export interface DigestsView extends Omit<Managed, 'changes'> {
  readonly kind: 'digests';
  readonly digests: readonly DigestState[];
}
