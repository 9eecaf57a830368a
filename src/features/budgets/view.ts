import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { Basis } from '#core/usage/figures.ts';
import type { AlertKind } from '../alerts/rule.ts';
import type { BudgetPeriod } from './budget.ts';

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

/** What was just done to a budget or alert. */
export interface Done {
  readonly did: 'set up' | 'changed' | 'paused' | 'resumed' | 'removed' | 'turned on' | 'turned off' | 'sample posted';
  /** Null where it is not about one that is listed. */
  readonly number: number | null;
}

interface Managed {
  /** Null when the list was asked for. */
  readonly done: Done | null;
  /** Whether the reader may change them. */
  readonly mayChange: boolean;
  /** Who changed what last, newest first, ISO moments and Slack ids; for admins alone, empty for others. */
  readonly changes: readonly { readonly at: string; readonly who: string; readonly what: string }[];
}

/** `/spend budget`. */
export interface BudgetsView extends Managed {
  readonly kind: 'budgets';
  readonly budgets: readonly BudgetState[];
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
export interface AlertsView extends Managed {
  readonly kind: 'alerts';
  readonly rules: readonly AlertRuleState[];
  /** Whether budgets say when their forecast passes them. */
  readonly isForecastOn: boolean;
}
