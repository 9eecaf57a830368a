import type { NanoUsd } from '#core/money/nano-usd.ts';
import { quantileOf } from '#core/quantile.ts';
import { type Day, daysBetween } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { type DailyCosts, daysUpTo, knownOf } from '#core/usage/daily-history.ts';
import { expectedCost, rhythmDays, rhythmOf } from './weekday-rhythm.ts';

/** The projected total of a period that has not ended. */
export interface Forecast {
  readonly totalNanoUsd: NanoUsd;
  /** Eight of ten past totals fell within it; null if the history is too short to say. */
  readonly band: { readonly lowNanoUsd: NanoUsd; readonly highNanoUsd: NanoUsd } | null;
  /** The cost of the period's complete days. */
  readonly soFarNanoUsd: NanoUsd;
  /** All other days of the period, oldest first: future days, today, and past days that are not known. */
  readonly projected: readonly { readonly day: Day; readonly costNanoUsd: NanoUsd }[];
}

type Band = NonNullable<Forecast['band']>;

export interface ForecastOptions {
  /** Complete days in and before the period. Today and later days are ignored. */
  readonly days: DailyCosts;
  readonly period: Period;
  readonly today: Day;
  /** Today will cost at least this much. */
  readonly todaySoFarNanoUsd?: NanoUsd;
}

/**
 * What complete days cost, and for the rest the recent level by weekday and half of the growth; chosen by its {@link backTest} error.
 * Null with fewer than seven complete days in the last two weeks.
 */
export function forecastPeriod(options: ForecastOptions): Forecast | null {
  const projection = projectPeriod(options);
  if (projection === null) return null;
  const { totalNanoUsd, soFarNanoUsd, projected } = projection;
  const history = daysUpTo(options.days, options.today, historyDays);
  const band = bandOf(history, soFarNanoUsd, totalNanoUsd - soFarNanoUsd, projected.length);
  return { ...projection, band: band && noLessThanSpent(band, soFarNanoUsd + (options.todaySoFarNanoUsd ?? 0n), totalNanoUsd) };
}

/** The forecast without its band. */
export function projectPeriod({ days, period, today, todaySoFarNanoUsd = 0n }: ForecastOptions): Omit<Forecast, 'band'> | null {
  const rhythm = rhythmOf(daysUpTo(days, today, rhythmDays));
  if (rhythm === null) return null;
  const soFar = daysOf(period).filter(day => day < today && days.has(day));
  const soFarNanoUsd = soFar.reduce((sum, day) => sum + (days.get(day) ?? 0n), 0n);
  const projected = daysOf(period)
    .filter(day => !soFar.includes(day))
    .map(day => {
      const costNanoUsd = BigInt(Math.round(expectedCost(rhythm, aheadOf(today, day))));
      return { day, costNanoUsd: day === today && todaySoFarNanoUsd > costNanoUsd ? todaySoFarNanoUsd : costNanoUsd };
    });
  const rest = projected.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
  return { totalNanoUsd: soFarNanoUsd + rest, soFarNanoUsd, projected };
}

/** A past day that is not known is projected like the next same weekday. */
function aheadOf(today: Day, day: Day): number {
  const ahead = daysBetween(today, day);
  return ahead >= 0 ? ahead : ((ahead % 7) + 7) % 7;
}

/** Enough history for the band; older days are out of date. */
const historyDays = 200;
const leastCases = 10;
const lowShare = 0.1;
const highShare = 0.9;

/** The band of the total: `rest` as far off as past forecasts over as many days, or over a third of the history if that is shorter. */
function bandOf(history: readonly (number | null)[], soFar: NanoUsd, rest: NanoUsd, days: number): Band | null {
  const horizon = Math.min(days, Math.floor(history.length / 3));
  const ratios = Array.from({ length: Math.max(0, history.length - horizon) }, (_, at) => missAt(history, at, horizon));
  const known = knownOf(ratios);
  const low = quantileOf(known, lowShare);
  const high = quantileOf(known, highShare);
  if (known.length < leastCases || low === null || high === null) return null;
  const [over, under] = [Math.max(0, high - 1), Math.max(0, 1 - low)];
  return {
    lowNanoUsd: soFar + scaled(rest, 1 - Math.max(under, over * otherSide)),
    highNanoUsd: soFar + scaled(rest, 1 + Math.max(over, under * otherSide)),
  };
}

/** After months that all grew, every forecast fell short; the next may still end lower. So each side is at least this part of the other. */
const otherSide = 0.25;

/** The lower end is at least what is spent already, as far as the forecast itself is. */
function noLessThanSpent({ lowNanoUsd, highNanoUsd }: Band, spentNanoUsd: NanoUsd, totalNanoUsd: NanoUsd): Band {
  const least = spentNanoUsd < totalNanoUsd ? spentNanoUsd : totalNanoUsd;
  return { lowNanoUsd: lowNanoUsd < least ? least : lowNanoUsd, highNanoUsd };
}

/** Actual over projected cost of the `horizon` days from `at` on; null if either is not known. */
function missAt(history: readonly (number | null)[], at: number, horizon: number): number | null {
  const actual = knownOf(history.slice(at, at + horizon));
  const rhythm = rhythmOf(history.slice(0, at));
  if (rhythm === null || actual.length < horizon) return null;
  const projected = actual.reduce((sum, _, ahead) => sum + expectedCost(rhythm, ahead), 0);
  return projected > 0 ? actual.reduce((sum, cost) => sum + cost, 0) / projected : null;
}

function scaled(amount: NanoUsd, ratio: number): NanoUsd {
  return (amount * BigInt(Math.round(ratio * 10_000))) / 10_000n;
}
