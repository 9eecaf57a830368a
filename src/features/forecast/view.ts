import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { CalendarUnit } from '#core/time/period.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Basis } from '#core/usage/usage-figures.ts';
import type { Within } from '#show/plain-views.ts';
import type { Staleness } from '../verdict/staleness.ts';
import type { BackTest } from './back-test.ts';
import type { Forecast } from './project-period.ts';

export interface ForecastView {
  readonly kind: 'forecast';
  /** The question as it was understood. Parsing it gives the same question while the period lasts. */
  readonly readAs: string;
  readonly unit: CalendarUnit;
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  readonly today: Day;
  /** The filters as question text, `for project "Search"`; '' for everything. */
  readonly scope: string;
  /** The filters as people read them, by name: `for project Search`; '' for everything. */
  readonly about: string;
  /** Null with fewer than seven complete days in the last two weeks. */
  readonly forecast: Forecast | null;
  /** The complete days of the period, oldest first. */
  readonly complete: readonly { readonly day: Day; readonly costNanoUsd: NanoUsd }[];
  readonly todaySoFarNanoUsd: NanoUsd;
  /** The whole previous unit. */
  readonly previous: {
    readonly from: Day;
    readonly to: Day;
    readonly costNanoUsd: NanoUsd;
    /** One for each of its days. Absent from forecasts stored before it was drawn. */
    readonly costsNanoUsd?: readonly NanoUsd[];
    /** Whether all of its days are known. */
    readonly isWhole: boolean;
    /** From the previous cost to the forecast; null without a forecast, or if the previous period is incomplete or cost nothing. */
    readonly changePercent: number | null;
  };
  /** The budget for this unit and scope; null without one. */
  readonly budgetNanoUsd: NanoUsd | null;
  /** The error of forecasts of recent months; null if no whole month is known, and for every other unit. */
  readonly backTest: BackTest | null;
  readonly basis: Basis;
  readonly estimatedDays: readonly Day[];
  /** At what percentage of list price the estimated part is estimated; left out at list price. */
  readonly listPricePercent?: number;
  /** As in an answer. */
  readonly billedPercent?: number;
  readonly provisionalDays: readonly Day[];
  readonly missingDays: readonly Day[];
  /** What was left out of the days so far; absent if nothing was. */
  readonly leftOut?: readonly LeftOut[];
  /** The first day the figures cover, if older days are known only by one dimension. */
  readonly detailsFrom?: Day;
  readonly dataThrough: string | null;
  /** As in an answer. */
  readonly stale?: Staleness;
  /** Whether it covers individual people or keys (not everyone may see such forecasts). */
  readonly namesPeople: boolean;
  /** The channel scope that limits it; left out without one. */
  readonly within?: Within;
}

/** A short forecast to show with other figures. */
export interface ForecastSummary {
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  readonly totalNanoUsd: NanoUsd;
  readonly band: Forecast['band'];
  readonly medianErrorPercent: number | null;
}
