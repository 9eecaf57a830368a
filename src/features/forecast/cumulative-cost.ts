import type { NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import type { ForecastView } from './view.ts';
import { type ForecastDay, forecastDays } from './words.ts';

/** A forecast as its charts draw it: what every day of the period adds up to. */
export interface CumulativeCost {
  readonly days: readonly Day[];
  /** Null on days that are projected, or unknown. */
  readonly soFar: readonly (NanoUsd | null)[];
  /** Null on days that are known. */
  readonly expected: readonly (NanoUsd | null)[];
  /** The band on each projected day: from the last known day it widens with the projected cost, up to its bounds. Null without one. */
  readonly band: readonly (readonly [low: NanoUsd, high: NanoUsd] | null)[] | null;
  /** What the previous unit added up to by the same day, and its last total after its end; null unless it is wholly known. */
  readonly previous: readonly NanoUsd[] | null;
}

export function cumulativeCost(view: ForecastView): CumulativeCost {
  const days = daysOf({ from: view.from, to: addDays(view.to, 1) });
  const known = new Map(forecastDays(view).map(day => [day.day, day]));
  let total = 0n;
  const points = days.map(day => {
    const one = known.get(day) ?? null;
    total += one?.costNanoUsd ?? 0n;
    return { day: one, total };
  });
  const totalIf = (wanted: (day: ForecastDay) => boolean) =>
    points.map(({ day, total: upTo }) => (day !== null && wanted(day) ? upTo : null));
  return {
    days,
    soFar: totalIf(({ isProjected }) => !isProjected),
    expected: totalIf(({ isProjected }) => isProjected),
    band: bandOf(view, points),
    previous: previousOf(view, days.length),
  };
}

function bandOf({ forecast }: ForecastView, points: readonly { day: ForecastDay | null; total: NanoUsd }[]): CumulativeCost['band'] {
  if (!forecast?.band) return null;
  const { band, totalNanoUsd, soFarNanoUsd } = forecast;
  const rest = totalNanoUsd - soFarNanoUsd;
  let projected = 0n;
  return points.map(({ day, total }) => {
    if (!day?.isProjected) return null;
    projected += day.costNanoUsd;
    const towards = (bound: NanoUsd) => (rest === 0n ? total : total + ((bound - totalNanoUsd) * projected) / rest);
    return [towards(band.lowNanoUsd), towards(band.highNanoUsd)];
  });
}

function previousOf({ previous }: ForecastView, days: number): NanoUsd[] | null {
  if (!previous.isWhole || previous.costsNanoUsd === undefined) return null;
  const costs = previous.costsNanoUsd;
  let total = 0n;
  return Array.from({ length: days }, (_, index) => {
    total = index === days - 1 ? previous.costNanoUsd : total + (costs[index] ?? 0n);
    return total;
  });
}
