import type { AlertKind } from '../core/alert-rule.ts';
import type { BudgetPeriod } from '../core/budget.ts';
import type { Day } from '../core/day.ts';
import type { NanoUsd } from '../core/money.ts';
import type { Basis } from './view.ts';

/** A budget in its current period. */
export interface BudgetState {
  readonly number: number;
  readonly isPaused: boolean;
  readonly amountNanoUsd: NanoUsd;
  readonly period: BudgetPeriod;
  readonly from: Day;
  /** The last day of the period. */
  readonly to: Day;
  /** `for project "Search"`; empty for everything. */
  readonly scope: string;
  readonly thresholds: readonly number[];
  readonly channelId: string;
  readonly spentNanoUsd: NanoUsd;
  readonly basis: Basis;
  /** Of the amount, whole percents rounded down. */
  readonly percent: number;
  /** The highest threshold reached; null below the lowest. */
  readonly reachedPercent: number | null;
  /** What the whole period is projected to cost; null where that cannot be told. */
  readonly forecastNanoUsd: NanoUsd | null;
}

/** Who changed what, newest first; for admins alone. */
interface Changes {
  readonly changes: readonly { readonly at: string; readonly who: string; readonly what: string }[];
}

/** `/spend budget`. */
export interface BudgetsView extends Changes {
  readonly kind: 'budgets';
  /** What was just done, in words; null when the list was asked for. */
  readonly done: string | null;
  readonly budgets: readonly BudgetState[];
  /** Whether the reader may change them. */
  readonly mayChange: boolean;
}

/** An alert as it is listed. */
export interface AlertRuleState {
  readonly number: number;
  readonly isPaused: boolean;
  readonly kind: AlertKind;
  readonly channelId: string;
  readonly amountNanoUsd: NanoUsd | null;
  readonly hours: number | null;
  readonly scope: string;
  /** How many of its incidents are not over. */
  readonly openCount: number;
}

/** `/spend alerts`. */
export interface AlertsView extends Changes {
  readonly kind: 'alerts';
  readonly done: string | null;
  readonly rules: readonly AlertRuleState[];
  /** Whether budgets say when their forecast passes them. */
  readonly isForecastOn: boolean;
  readonly mayChange: boolean;
}
