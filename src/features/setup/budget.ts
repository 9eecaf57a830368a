import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { addUnits, type Period, unitHolding } from '#core/time/period.ts';

/** The periods a budget can cover; a week starts on Monday. */
export const budgetPeriods = ['day', 'week', 'month', 'quarter'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

export const defaultThresholds: readonly number[] = [50, 80, 100];

/** An amount that spend in a period should not exceed. */
export interface Budget {
  /** More than zero. */
  readonly amountNanoUsd: NanoUsd;
  readonly period: BudgetPeriod;
  /** Usage counts when it passes all of these. */
  readonly filters: readonly Filter[];
  /** Whole percents of the amount, ascending, without duplicates. */
  readonly thresholds: readonly number[];
  /** The Slack channel that gets the warnings. */
  readonly channelId: string;
}

/** The whole day, week, month or quarter that contains `day`. */
export function budgetPeriodHolding(period: BudgetPeriod, day: Day): Period {
  return period === 'day' ? { from: day, to: addDays(day, 1) } : unitHolding(period, day);
}

/** The period before `current`. */
export function budgetPeriodBefore(period: BudgetPeriod, current: Period): Period {
  return { from: period === 'day' ? addDays(current.from, -1) : addUnits(period, current.from, -1), to: current.from };
}

/** `whole`, up to and including today, as a question would ask for it. */
export function askedOfBudget(period: BudgetPeriod, whole: Period, today: Day): AskedPeriod {
  const tomorrow = addDays(today, 1);
  return { from: whole.from, to: whole.to > tomorrow ? tomorrow : whole.to, calendar: period === 'day' ? null : period };
}

/** The highest of `thresholds` above `saidPercent` that spend has reached, at its exact amount; null when there is none. */
export function newlyReached(
  { amountNanoUsd, thresholds }: Pick<Budget, 'amountNanoUsd' | 'thresholds'>,
  spentNanoUsd: NanoUsd,
  saidPercent: number,
): number | null {
  const reached = thresholds.filter(percent => percent > saidPercent && spentNanoUsd * 100n >= amountNanoUsd * BigInt(percent));
  return reached.length === 0 ? null : Math.max(...reached);
}

/** The percentage of `amountNanoUsd` spent, rounded down, so that 100 is never shown too early. */
export function percentSpent(amountNanoUsd: NanoUsd, spentNanoUsd: NanoUsd): number {
  const hundredfold = spentNanoUsd * 100n;
  const percent = hundredfold / amountNanoUsd;
  return Number(hundredfold < 0n && hundredfold % amountNanoUsd !== 0n ? percent - 1n : percent);
}

/** Whether spend has dropped at least 5% below the limit. Without a margin, alerts would resolve and fire again as figures move. */
export function isClearlyBelow(spentNanoUsd: NanoUsd, limitNanoUsd: NanoUsd): boolean {
  return spentNanoUsd * 100n < limitNanoUsd * 95n;
}
