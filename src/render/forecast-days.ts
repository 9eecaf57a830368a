import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { ForecastView } from '../ask/view-forecast.ts';

/** A day of a forecast's period, known or projected. */
export interface ForecastDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  readonly isProjected: boolean;
}

/** Every day of the period, oldest first; without a forecast only those that are known. */
export function forecastDays({ complete, forecast }: ForecastView): ForecastDay[] {
  const known = complete.map(day => ({ ...day, isProjected: false }));
  const projected = (forecast?.projected ?? []).map(day => ({ ...day, isProjected: true }));
  return [...known, ...projected].sort((a, b) => (a.day < b.day ? -1 : 1));
}
