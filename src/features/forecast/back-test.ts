import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { medianOf } from '#core/quantile.ts';
import { addDays, type Day, firstOfMonth } from '#core/time/day.ts';
import { daysOf, type Period, unitHolding } from '#core/time/period.ts';
import type { DailyCosts } from '#core/usage/daily-history.ts';
import { projectPeriod } from './project-period.ts';

/** How far off forecasts of past months were. */
export interface BackTest {
  /** The median error, in percent of what the month cost, to one decimal. */
  readonly medianErrorPercent: number;
  /** The same for "average per day so far × days of the month". */
  readonly naiveMedianErrorPercent: number;
  readonly monthCount: number;
  readonly forecastCount: number;
}

/** Complete days of a month when its forecast is measured. */
const measuredAfterDays = [5, 10, 15, 20, 25];
const mostMonths = 6;

/**
 * Repeats the forecasts of the last months before `today`, at five points each, and compares them with the actual cost.
 * Skips months with unknown days and months that cost nothing; null if none is left.
 */
export function backTest(days: DailyCosts, today: Day): BackTest | null {
  const months = wholeMonths(days, today);
  const measured = months.flatMap(period => measuredAfterDays.flatMap(after => errorsAt(days, period, after)));
  const medianErrorPercent = medianOf(measured.map(({ own }) => own));
  const naiveMedianErrorPercent = medianOf(measured.map(({ naive }) => naive));
  if (medianErrorPercent === null || naiveMedianErrorPercent === null) return null;
  return {
    medianErrorPercent: oneDecimal(medianErrorPercent),
    naiveMedianErrorPercent: oneDecimal(naiveMedianErrorPercent),
    monthCount: new Set(measured.map(({ month }) => month)).size,
    forecastCount: measured.length,
  };
}

function wholeMonths(days: DailyCosts, today: Day): Period[] {
  const thisMonth = firstOfMonth(today);
  const periods: Period[] = [];
  for (let to = thisMonth; periods.length < mostMonths && days.has(addDays(to, -1)); to = firstOfMonth(addDays(to, -1))) {
    const period = unitHolding('month', addDays(to, -1));
    if (daysOf(period).every(day => days.has(day))) periods.push(period);
  }
  return periods;
}

/** Both errors of a forecast after `after` complete days; empty if no forecast was possible then. */
function errorsAt(days: DailyCosts, period: Period, after: number): { month: Day; own: number; naive: number }[] {
  const today = addDays(period.from, after);
  const inMonth = daysOf(period);
  const actual = totalOf(days, inMonth);
  const forecast = projectPeriod({ days, period, today });
  if (forecast === null || actual <= 0n) return [];
  const naive = divideHalfEven(totalOf(days, inMonth.slice(0, after)) * BigInt(inMonth.length), BigInt(after));
  return [{ month: period.from, own: errorPercent(forecast.totalNanoUsd, actual), naive: errorPercent(naive, actual) }];
}

function totalOf(costs: DailyCosts, days: readonly Day[]): NanoUsd {
  return days.reduce((sum, day) => sum + (costs.get(day) ?? 0n), 0n);
}

function errorPercent(forecast: NanoUsd, actual: NanoUsd): number {
  return (Math.abs(Number(forecast - actual)) / Number(actual)) * 100;
}

function oneDecimal(percent: number): number {
  return Math.round(percent * 10) / 10;
}
