import type { NanoUsd } from '#core/money/nano-usd.ts';
import { medianOf } from '#core/quantile.ts';
import type { Day } from '#core/time/day.ts';
import { type DailyCosts, daysUpTo, knownOf } from '#core/usage/daily-history.ts';

export interface SpikeOptions {
  readonly day: Day;
  /** What it cost, or has cost so far. */
  readonly costNanoUsd: NanoUsd;
  /** Complete days. `day` itself and later ones are ignored. */
  readonly history: DailyCosts;
  /** A smaller excess is no spike, so that cents never raise an alert. */
  readonly minimumNanoUsd: NanoUsd;
}

/** How many weeks of history count. */
const weeks = 8;
/** Fewer known days of that weekday give no answer, so a team's first four weeks raise no alert. */
const sameWeekdaysNeeded = 4;
/** How many days with cost are needed when most days have none. */
const activeDaysNeeded = 8;
/** Even with a steady history, 50% more than expected is no spike. */
const leastTimes = 1.5;
/** Multiples of the usual scatter: less alerts by chance, more misses a doubled day in a history that varies by a tenth. */
const scatters = 4;

/**
 * Whether a day is a spike: above what was to be expected by at least `minimumNanoUsd`, by half, and by four times the usual scatter.
 *
 * Days are measured relative to the median of the seven before, so that steady growth is no surprise. Expected is the median of
 * the same weekday, scatter the median deviation of all days, both in logarithms. A weekday that usually costs nothing is compared
 * with the days that cost something. Its expected cost is never shown: messages call usual what a day's verdict does.
 */
export function isSpike({ day, costNanoUsd, history, minimumNanoUsd }: SpikeOptions): boolean {
  const known = expectationOf(daysUpTo(history, day, 7 * (weeks + 1)));
  if (known === null) return false;
  const leastFactor = Math.max(leastTimes, Math.exp(scatters * known.scatter));
  const isEnough = costNanoUsd - BigInt(Math.round(known.expected)) >= minimumNanoUsd;
  return isEnough && Number(costNanoUsd) / known.expected > leastFactor;
}

interface Expectation {
  /** Nano-dollars. */
  readonly expected: number;
  /** Of the logarithm, as a standard deviation. */
  readonly scatter: number;
}

/** Of the day after `before`; null when too little is known. */
function expectationOf(before: readonly (number | null)[]): Expectation | null {
  const same = knownOf(before.filter((_, index) => (before.length - index) % 7 === 0).slice(-weeks));
  if (same.length < sameWeekdaysNeeded) return null;
  const isMostlyIdle = same.filter(cost => cost > 0).length * 2 <= same.length;
  return isMostlyIdle ? ofActiveDays(before) : ofWeekdayLevel(before);
}

function ofWeekdayLevel(before: readonly (number | null)[]): Expectation | null {
  const levels = [...before, null].map((_, index) => levelBefore(before, index));
  const level = levels[before.length];
  const places = before.map((cost, index) => {
    const levelThen = levels[index];
    return cost !== null && cost > 0 && levelThen ? Math.log(cost / levelThen) : null;
  });
  const weekdays = Array.from({ length: 7 }, (_, back) => knownOf(places.filter((_, index) => (before.length - index) % 7 === back)));
  const middles = weekdays.map(medianOf);
  const middle = middles[0];
  if (!level || middle === null || middle === undefined || (weekdays[0]?.length ?? 0) < sameWeekdaysNeeded) return null;
  const deviations = weekdays.flatMap((ofWeekday, back) => ofWeekday.map(place => Math.abs(place - (middles[back] ?? place))));
  return { expected: level * Math.exp(middle), scatter: scatterOf(deviations) };
}

function ofActiveDays(before: readonly (number | null)[]): Expectation | null {
  const active = knownOf(before)
    .filter(cost => cost > 0)
    .map(Math.log);
  const middle = medianOf(active);
  if (middle === null || active.length < activeDaysNeeded) return null;
  return { expected: Math.exp(middle), scatter: scatterOf(active.map(place => Math.abs(place - middle))) };
}

/** The median of the days with cost among the seven days before; null with fewer than three. */
function levelBefore(costs: readonly (number | null)[], index: number): number | null {
  const active = knownOf(costs.slice(Math.max(0, index - 7), index)).filter(cost => cost > 0);
  return active.length >= 3 ? medianOf(active) : null;
}

/** The median absolute deviation, scaled to the standard deviation of a normal distribution. */
function scatterOf(deviations: readonly number[]): number {
  return 1.4826 * (medianOf(deviations) ?? 0);
}
