import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { type DailyCosts, daysUpTo, knownOf, medianOf } from '#core/usage/daily-history.ts';

/** A day that cost far more than its weekday does. */
export interface Spike {
  readonly day: Day;
  readonly actualNanoUsd: NanoUsd;
  /** What the same weekdays of the last weeks let expect, at the level of the last seven days. */
  readonly expectedNanoUsd: NanoUsd;
  readonly excessNanoUsd: NanoUsd;
  /** How many times the expected it is, to one decimal. */
  readonly times: number;
}

export interface SpikeOptions {
  readonly day: Day;
  /** Complete days: `day` itself and those before it. Later days are not looked at. */
  readonly history: DailyCosts;
  /** An excess below this is no spike, so that cents never alarm. */
  readonly minimumNanoUsd: NanoUsd;
}

/** As many weeks back are looked at. */
const weeks = 8;
/** With fewer same weekdays known nothing is said, so a team's first four weeks never alarm. */
const sameWeekdaysNeeded = 4;
/** Days with cost that are needed where most days have none. */
const activeDaysNeeded = 8;
/** However steady a history is, half more than expected is no spike. */
const leastTimes = 1.5;
/** So many times the usual scatter: fewer alarm by chance, more miss a doubled day where days differ by a tenth. */
const scatters = 4;

/**
 * Whether `day` is a spike: more than expected by at least `minimumNanoUsd`, by half, and by four times the usual scatter.
 *
 * Each day is taken beside the median of the seven days before it, so that steady growth is no surprise; expected is the
 * median of the same weekdays, the scatter the median deviation of all days from theirs, both as logarithms. Where that
 * weekday mostly costs nothing the day is set against the days that cost something. Null when it is no spike, and when
 * too little is known to say.
 */
export function spikeOf({ day, history, minimumNanoUsd }: SpikeOptions): Spike | null {
  const actualNanoUsd = history.get(day);
  if (actualNanoUsd === undefined || actualNanoUsd <= 0n) return null;
  const before = daysUpTo(history, day, 7 * (weeks + 1));
  const usual = usualOf(before);
  if (usual === null) return null;
  const expectedNanoUsd = BigInt(Math.round(usual.expected));
  const excessNanoUsd = actualNanoUsd - expectedNanoUsd;
  const times = Number(actualNanoUsd) / usual.expected;
  if (excessNanoUsd < minimumNanoUsd || times <= Math.max(leastTimes, Math.exp(scatters * usual.scatter))) return null;
  return { day, actualNanoUsd, expectedNanoUsd, excessNanoUsd, times: Math.round(times * 10) / 10 };
}

interface Usual {
  /** Nano-dollars. */
  readonly expected: number;
  /** Of the logarithm, as a standard deviation. */
  readonly scatter: number;
}

/** What the day after `before` usually costs; null where too little is known. */
function usualOf(before: readonly (number | null)[]): Usual | null {
  const same = knownOf(before.filter((_, index) => (before.length - index) % 7 === 0).slice(-weeks));
  if (same.length < sameWeekdaysNeeded) return null;
  const isMostlyIdle = same.filter(cost => cost > 0).length * 2 <= same.length;
  return isMostlyIdle ? usualOfActiveDays(before) : usualOfWeekday(before);
}

function usualOfWeekday(before: readonly (number | null)[]): Usual | null {
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

function usualOfActiveDays(before: readonly (number | null)[]): Usual | null {
  const active = knownOf(before)
    .filter(cost => cost > 0)
    .map(Math.log);
  const middle = medianOf(active);
  if (middle === null || active.length < activeDaysNeeded) return null;
  return { expected: Math.exp(middle), scatter: scatterOf(active.map(place => Math.abs(place - middle))) };
}

/** The median of those of the seven days before that cost something; null with less than three of them. */
function levelBefore(costs: readonly (number | null)[], index: number): number | null {
  const active = knownOf(costs.slice(Math.max(0, index - 7), index)).filter(cost => cost > 0);
  return active.length >= 3 ? medianOf(active) : null;
}

/** The median absolute deviation, as the standard deviation that a normal scatter with that median would have. */
function scatterOf(deviations: readonly number[]): number {
  return 1.4826 * (medianOf(deviations) ?? 0);
}
