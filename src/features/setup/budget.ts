import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { addUnits, type Period, unitHolding } from '#core/time/period.ts';

/** The periods that a budget is for; a week starts on Monday. */
export const budgetPeriods = ['day', 'week', 'month', 'quarter'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

export const defaultThresholds: readonly number[] = [50, 80, 100];

/** An amount that spend should not pass in a period. */
export interface Budget {
  /** More than zero. */
  readonly amountNanoUsd: NanoUsd;
  readonly period: BudgetPeriod;
  /** What counts: usage that passes all of these. */
  readonly filters: readonly Filter[];
  /** Whole percents of the amount, rising, each once. */
  readonly thresholds: readonly number[];
  /** The Slack channel that is told. */
  readonly channelId: string;
}

/** The whole day, week, month or quarter of a budget that holds `day`. */
export function budgetPeriodHolding(period: BudgetPeriod, day: Day): Period {
  return period === 'day' ? { from: day, to: addDays(day, 1) } : unitHolding(period, day);
}

/** The one before `current`. */
export function budgetPeriodBefore(period: BudgetPeriod, current: Period): Period {
  return { from: period === 'day' ? addDays(current.from, -1) : addUnits(period, current.from, -1), to: current.from };
}

/** `whole` through today at most, as a question asks for it. */
export function askedOfBudget(period: BudgetPeriod, whole: Period, today: Day): AskedPeriod {
  const tomorrow = addDays(today, 1);
  return { from: whole.from, to: whole.to > tomorrow ? tomorrow : whole.to, calendar: period === 'day' ? null : period };
}

/**
 * The highest of `thresholds`, in percent, that `spent` has reached and that is above `saidPercent`; null when none is. A
 * threshold is reached at its exact amount: 80 % of $500.00 at $400.00, not a nano-dollar before.
 */
export function newlyReached(
  { amountNanoUsd, thresholds }: Pick<Budget, 'amountNanoUsd' | 'thresholds'>,
  spentNanoUsd: NanoUsd,
  saidPercent: number,
): number | null {
  const reached = thresholds.filter(percent => percent > saidPercent && spentNanoUsd * 100n >= amountNanoUsd * BigInt(percent));
  return reached.length === 0 ? null : Math.max(...reached);
}

/** How much of `amountNanoUsd` is spent in whole percents, rounded down, so that 100 is never said before it is true. */
export function percentSpent(amountNanoUsd: NanoUsd, spentNanoUsd: NanoUsd): number {
  const hundredfold = spentNanoUsd * 100n;
  const percent = hundredfold / amountNanoUsd;
  return Number(hundredfold < 0n && hundredfold % amountNanoUsd !== 0n ? percent - 1n : percent);
}

/**
 * Whether spend has fallen back clearly below `limitNanoUsd`, by 5 % of it. Figures move a little when billed cost takes the place of
 * an estimate; without a margin an alert would end and begin again with every reading.
 */
export function isClearlyBelow(spentNanoUsd: NanoUsd, limitNanoUsd: NanoUsd): boolean {
  return spentNanoUsd * 100n < limitNanoUsd * 95n;
}
