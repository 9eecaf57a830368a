import { medianOf } from '#core/quantile.ts';
import { knownOf } from '#core/usage/daily-history.ts';

/** A model of daily cost: a level, its growth, and a factor for each weekday. */
export interface WeekdayRhythm {
  /** The cost of an average day in the middle of the {@link levelDays} before today. */
  readonly level: number;
  /** Daily growth of the logarithm of the level. */
  readonly growthPerDay: number;
  /** One for each weekday, starting with today's. */
  readonly factors: readonly number[];
}

/** Eight of each weekday; older days are ignored. */
export const rhythmDays = 56;
const levelDays = 14;
/** Half of the growth seen carries forward: all of it overshoots when a rise ends, none of it lags behind. */
const growthKept = 0.5;
/** More than doubling or halving within a month is a jump, so growth is capped. */
const mostGrowthPerDay = 0.03;
const leastKnownDays = 7;

/**
 * The rhythm of `costs`, one per day up to yesterday, by medians, so that a wild day changes nothing. If most days cost nothing,
 * the level is the mean. Null with fewer than seven known days in the last two weeks.
 */
export function rhythmOf(costs: readonly (number | null)[]): WeekdayRhythm | null {
  const recent = costs.slice(-rhythmDays);
  if (knownOf(recent.slice(-levelDays)).length < leastKnownDays) return null;
  const lately = knownOf(recent.slice(-2 * levelDays));
  if (lately.filter(cost => cost > 0).length * 2 <= lately.length) {
    const all = knownOf(recent);
    return { level: all.reduce((sum, cost) => sum + cost, 0) / all.length, growthPerDay: 0, factors: sevenTimes(() => 1) };
  }
  const factors = factorsOf(recent);
  const even = recent.map((cost, index) => {
    const factor = factors[placeInWeek(index, recent.length)] ?? 0;
    return cost === null || factor < leastFactor ? null : cost / factor;
  });
  const level = medianOf(knownOf(even.slice(-levelDays))) ?? 0;
  return { level, growthPerDay: growthOf(level, even.slice(-2 * levelDays, -levelDays)), factors };
}

/** The cost that `rhythm` expects `ahead` days after today (0 is today). */
export function expectedCost({ level, growthPerDay, factors }: WeekdayRhythm, ahead: number): number {
  return level * Math.exp(growthPerDay * (ahead + (levelDays + 1) / 2)) * (factors[ahead % 7] ?? 1);
}

/** A weekday with a smaller factor says nothing about the level. */
const leastFactor = 0.02;

/** The median ratio of each weekday to the mean of the seven days around it; with a short history, to the mean of the last week. */
function factorsOf(costs: readonly (number | null)[]): number[] {
  const ratios: number[][] = sevenTimes(() => []);
  const lastWeek = meanOf(knownOf(costs.slice(-7)));
  const beside: number[][] = sevenTimes(() => []);
  for (const [index, cost] of costs.entries()) {
    if (cost === null) continue;
    const place = placeInWeek(index, costs.length);
    if (lastWeek > 0) beside[place]?.push(cost / lastWeek);
    const around = knownOf(costs.slice(Math.max(0, index - 3), index + 4));
    const mean = meanOf(around);
    if (around.length === 7 && mean > 0) ratios[place]?.push(cost / mean);
  }
  return ratios.map((ofWeekday, place) => Math.max(0, medianOf(ofWeekday) ?? medianOf(beside[place] ?? []) ?? 1));
}

function growthOf(level: number, before: readonly (number | null)[]): number {
  const known = knownOf(before);
  const earlier = medianOf(known) ?? 0;
  if (known.length < leastKnownDays || earlier <= 0 || level <= 0) return 0;
  const observed = Math.log(level / earlier) / levelDays;
  return growthKept * Math.max(-mostGrowthPerDay, Math.min(mostGrowthPerDay, observed));
}

/** 0 for today's weekday, 1 for tomorrow's. */
function placeInWeek(index: number, count: number): number {
  return (((index - count) % 7) + 7) % 7;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sevenTimes<T>(make: () => T): T[] {
  return Array.from({ length: 7 }, make);
}
