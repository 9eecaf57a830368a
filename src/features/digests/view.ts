import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { Within } from '#show/plain-views.ts';
import type { AnswerView } from '../answers/view.ts';
import type { Managed } from '../setup/view.ts';
import type { Rhythm } from './slot.ts';
import type { MovedDay } from './subscription.ts';

/** A channel's digest of one day, week or month. */
export interface DigestView {
  readonly kind: 'digest';
  readonly rhythm: Rhythm;
  /** What it reports on, `for project Search`; null for everything. */
  readonly scope: string | null;
  /** The period's total and its largest models. */
  readonly models: AnswerView;
  readonly projects: AnswerView;
  /** Null where figures of people are not for everyone. */
  readonly people: AnswerView | null;
  /** What a day cost in the seven days before; null for other rhythms, and unless all seven were collected. */
  readonly weekBefore: DayRange | null;
  readonly budgets: readonly DigestBudget[];
  /** Null where the month is over, or the history is too short. */
  readonly forecast: DigestForecast | null;
  /** The largest changes against the period before: of models, largest first, then of projects. */
  readonly movers: readonly DigestMover[];
  /** Days of the period that were not wholly in when it was made. */
  readonly notIn: readonly Day[];
  readonly late: Lateness | null;
  /** The days that the picture shows, up to the last one reported. */
  readonly chart: AnswerView;
  /** What a preview stays inside, being asked for in a channel that shows no more; left out otherwise. */
  readonly within?: Within;
}

export interface DayRange {
  readonly averageNanoUsd: NanoUsd;
  readonly lowestNanoUsd: NanoUsd;
  readonly highestNanoUsd: NanoUsd;
}

/** How far a budget that covers the digest's scope is used. */
export interface DigestBudget {
  readonly name: string;
  readonly spentNanoUsd: NanoUsd;
  readonly amountNanoUsd: NanoUsd;
  /** Of the amount that is spent. */
  readonly percent: number;
}

export interface DigestForecast {
  /** The first day of the month. */
  readonly month: Day;
  readonly totalNanoUsd: NanoUsd;
  /** In eight of ten past cases the total lay in it; null where that is not known. */
  readonly band: { readonly lowNanoUsd: NanoUsd; readonly highNanoUsd: NanoUsd } | null;
}

/** How much the cost of one model or project changed, and by what: price and volume sum to the change. */
export interface DigestMover {
  readonly dimension: 'model' | 'project';
  readonly label: string;
  /** Whether it was in one of the two periods only. */
  readonly presence: 'both' | 'new' | 'gone';
  readonly changeNanoUsd: NanoUsd;
  readonly priceNanoUsd: NanoUsd;
  readonly volumeNanoUsd: NanoUsd;
}

/** Why a digest comes later than it was due. */
export interface Lateness {
  /** The local time, `2026-11-22 09:00`. */
  readonly due: string;
  readonly timeZone: string;
  readonly because: 'not running' | 'waited for data';
  /** Earlier digests that were left out, since only the latest is sent. */
  readonly leftOut: number;
}

/** Days that a digest reported and that cost something else now. */
export interface DigestCorrectionView {
  readonly kind: 'digest correction';
  /** Oldest first, at least one. */
  readonly days: readonly MovedDay[];
  /** Of all days that the digest reported. */
  readonly totalBeforeNanoUsd: NanoUsd;
  readonly totalAfterNanoUsd: NanoUsd;
  readonly dayCount: number;
}

/** A digest that is set up, as it is listed. */
export interface DigestState {
  readonly number: number;
  readonly isPaused: boolean;
  readonly rhythm: Rhythm;
  /** `09:00`. */
  readonly time: string;
  readonly timeZone: string;
  readonly channelId: string;
  /** `for project "Search"`; empty for everything. */
  readonly scope: string;
  /** When the next one is due, `2026-11-23 09:00` in its time zone. */
  readonly next: string;
}

/** `/spend digest`. */
export interface DigestsView extends Omit<Managed, 'changes'> {
  readonly kind: 'digests';
  readonly digests: readonly DigestState[];
}
