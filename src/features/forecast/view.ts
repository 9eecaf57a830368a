import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { CalendarUnit } from '#core/time/period.ts';
import type { Basis } from '#core/usage/usage-figures.ts';
import type { Within } from '#show/plain-views.ts';
import type { BackTest } from './back-test.ts';
import type { Forecast } from './project-period.ts';

/** `/spend forecast`: what a running week, month, quarter or year will have cost. */
export interface ForecastView {
  readonly kind: 'forecast';
  /** The question as it was read, which reads as the same question again while the period runs. */
  readonly readAs: string;
  readonly unit: CalendarUnit;
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  readonly today: Day;
  /** The filters as a question has them, `for project "Search"`; '' for everything. */
  readonly scope: string;
  /** Null with less than seven complete days in the last two weeks. */
  readonly forecast: Forecast | null;
  /** The complete days of the period, oldest first. */
  readonly complete: readonly { readonly day: Day; readonly costNanoUsd: NanoUsd }[];
  readonly todaySoFarNanoUsd: NanoUsd;
  /** The whole unit before. */
  readonly previous: {
    readonly from: Day;
    readonly to: Day;
    readonly costNanoUsd: NanoUsd;
    /** Whether all of its days are known. */
    readonly isWhole: boolean;
    /** From it to the forecast; null without a forecast, and where it is not whole or cost nothing. */
    readonly changePercent: number | null;
  };
  /** What the budget of this unit and scope allows; null where there is none. */
  readonly budgetNanoUsd: NanoUsd | null;
  /** How far off forecasts of the last months were; null where no whole month is known. */
  readonly backTest: BackTest | null;
  readonly basis: Basis;
  readonly estimatedDays: readonly Day[];
  readonly provisionalDays: readonly Day[];
  readonly missingDays: readonly Day[];
  /** The first day that the figures are of, where older days are known only by one dimension. */
  readonly detailsFrom?: Day;
  readonly dataThrough: string | null;
  /** Whether it is about single people or keys (such forecasts are not for everyone). */
  readonly namesPeople: boolean;
  /** The channel's scope that it stays inside; left out where there is none. */
  readonly within?: Within;
}

/** A forecast in short, beside other figures. */
export interface ForecastSummary {
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  readonly totalNanoUsd: NanoUsd;
  readonly band: Forecast['band'];
  readonly medianErrorPercent: number | null;
}
