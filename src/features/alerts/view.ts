import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { Basis } from '#core/usage/figures.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import type { PeriodHeading } from '../forecast/forecast.ts';
import type { BudgetPeriod } from '../setup/budget.ts';
import type { Done, Managed } from '../setup/view.ts';
import type { IncidentState } from './incident.ts';
import type { AlertKind } from './rule.ts';

/** What an alert found. Days are UTC days; names are as they came from outside. */
export type AlertFinding =
  | (BudgetFinding & { readonly alert: 'budget'; readonly percent: number })
  /** `percent` is of the budget; the finding is that the period is heading past it. */
  | (BudgetFinding & { readonly alert: 'forecast'; readonly percent: number })
  | { readonly alert: 'day'; readonly day: Day; readonly scope: string; readonly costNanoUsd: NanoUsd; readonly amountNanoUsd: NanoUsd }
  | {
      readonly alert: 'spike';
      readonly day: Day;
      readonly scope: string;
      readonly costNanoUsd: NanoUsd;
      /** What the day was expected to cost; null once it is no spike any more. */
      readonly usualNanoUsd: NanoUsd | null;
    }
  | {
      readonly alert: 'silent';
      readonly source: string;
      readonly hours: number;
      /** ISO; null when nothing was ever collected. */
      readonly lastCollectedAt: string | null;
      readonly stoppedBecause: string | null;
    }
  | {
      readonly alert: 'unpriced';
      readonly model: string;
      readonly from: Day;
      readonly quantities: readonly { readonly unit: QuantityName; readonly quantity: number }[];
    }
  | { readonly alert: 'new model' | 'new key'; readonly name: string; readonly day: Day; readonly source: string };

interface BudgetFinding {
  readonly number: number;
  readonly amountNanoUsd: NanoUsd;
  readonly period: BudgetPeriod;
  readonly from: Day;
  /** The last day of the period. */
  readonly to: Day;
  /** `project "Search"`; empty for everything. */
  readonly scope: string;
  readonly spentNanoUsd: NanoUsd;
  readonly basis: Basis;
}

/** A part of a change between two periods. */
export interface AlertCause {
  readonly dimension: 'model' | 'project' | 'user' | 'key';
  readonly label: string;
  readonly changeNanoUsd: NanoUsd;
}

/** What the message of an incident says of what it found, apart from what became of the incident. */
export interface AlertFacts {
  readonly finding: AlertFinding;
  /** The largest contributors to the change, and what it is a change from; null where spend did not cause it, or it is not known. */
  readonly causes: {
    /** Days that the finding is compared with, the last one included. */
    readonly from: Day;
    readonly to: Day;
    readonly changeNanoUsd: NanoUsd;
    readonly parts: readonly AlertCause[];
  } | null;
  /** What the period is heading for in all; null where that cannot be told. */
  readonly heading: PeriodHeading | null;
  /** The first day on which what it is about is over: snoozing "until the period ends" lasts until then. Null where there is no such day. */
  readonly endsOn: Day | null;
  /** The question of the button "Ask why"; null where there is nothing to ask. */
  readonly why: string | null;
}

/** The message that an incident's thread begins with, as it stands now, or a reply in that thread. */
export interface AlertView extends AlertFacts {
  readonly kind: 'alert';
  readonly part: 'message' | 'reply';
  /** Why a reply is posted; of a message, what happened last. */
  readonly because: 'fires' | 'rises' | 'recovers' | 'snooze ends' | 'changes';
  readonly incidentId: string;
  /** Posted by `/spend alerts test`, with made-up figures. */
  readonly isSample: boolean;
  readonly state: IncidentState;
  /** ISO moments. */
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly endedBecause: 'recovers' | 'period ends' | 'withdraw' | null;
  /** Slack ids. */
  readonly acknowledgedBy: string | null;
  readonly snoozedBy: string | null;
  readonly snoozedUntil: string | null;
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
export interface AlertsView extends Omit<Managed, 'done'> {
  readonly kind: 'alerts';
  readonly done: AlertsDone | null;
  readonly rules: readonly AlertRuleState[];
  /** Whether budgets say when their forecast passes them. */
  readonly isForecastOn: boolean;
}

/** What was just done; a number of null is of what is not listed. */
export type AlertsDone = Done | { readonly did: 'turned on' | 'turned off' | 'sample posted'; readonly number: null };
