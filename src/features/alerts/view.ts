import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import type { BudgetState } from '../budgets/view.ts';
import type { PeriodHeading } from '../forecast/forecast.ts';
import type { Done, Managed } from '../setup/view.ts';
import type { Watch } from '../setup/watch-state-store.ts';
import type { Mover } from '../verdict/mover.ts';
import type { LargestPart } from '../verdict/read-movers.ts';
import type { LaggingSource } from '../verdict/staleness.ts';
import type { IncidentState } from './incident.ts';
import type { AlertRule } from './rule.ts';

/** What an alert found. Days are UTC days; names are as they came from outside. */
export type AlertFinding =
  | (BudgetFinding & { readonly alert: 'budget'; readonly percent: number })
  /** No threshold is reached, but the period is heading past the budget; `percent` is the forecast relative to it. */
  | (BudgetFinding & { readonly alert: 'forecast'; readonly percent: number })
  | (DayFinding & {
      readonly alert: 'day';
      readonly amountNanoUsd: NanoUsd;
    })
  | (DayFinding & {
      readonly alert: 'spike';
      /** The two weeks up to the day, for the picture. */
      readonly days?: readonly SpikeDay[];
    })
  | {
      readonly alert: 'silent';
      /** Empty for the only one. */
      readonly source: string;
      /** Whole hours without a collection. */
      readonly hours: number;
      /** ISO; null when nothing was ever collected. */
      readonly lastCollectedAt: string | null;
      readonly stoppedBecause: string | null;
    }
  | {
      readonly alert: 'unpriced';
      readonly model: string;
      readonly from: Day;
      /** Whether that was its first day. */
      readonly isNew?: boolean;
      readonly quantities: readonly { readonly unit: QuantityName; readonly quantity: number }[];
      /** Missing from alerts stored by earlier versions, as is the next kind's. */
      readonly project?: MainProject | null;
    }
  | {
      readonly alert: 'new model' | 'new key';
      readonly name: string;
      readonly day: Day;
      readonly project?: MainProject | null;
      /** From the first day on; null when no price is known, and for a key whose figures not everyone may see. */
      readonly costNanoUsd?: NanoUsd | null;
    };

/** The project with most of the tokens, and its part of them, 0 to 1. */
export interface MainProject {
  readonly label: string;
  readonly share: number;
}

interface DayFinding {
  readonly day: Day;
  /** Whether the day isn't over, or was not read to its end. */
  readonly isRunning?: boolean;
  /** Where reading stopped within the day: when it was last read, ISO. */
  readonly readUntil?: string;
  /** The source that was last read before the day's end, while others were read on. */
  readonly lacking?: LaggingSource;
  readonly scope: string;
  readonly costNanoUsd: NanoUsd;
  /** As in a day's verdict; missing from alerts stored by earlier versions. */
  readonly sameWeekdays?: readonly NanoUsd[];
}

interface BudgetFinding
  extends Pick<
      BudgetState,
      'number' | 'amountNanoUsd' | 'period' | 'from' | 'to' | 'scope' | 'spentNanoUsd' | 'basis' | 'listPricePercent' | 'billedPercent'
    >,
    Partial<Pick<BudgetState, 'elapsedPercent'>> {
  /** The last day of what is spent. */
  readonly through: Day;
  /** Where reading stopped within that day: when it was last read, ISO. */
  readonly readUntil?: string;
  /** The source that was last read before the period's end, while others were read on. */
  readonly lacking?: LaggingSource;
  /** Whether a threshold is reached now; this and {@link elapsedPercent} are missing from alerts stored by earlier versions. */
  readonly isPastThreshold?: boolean;
  /** Whether the period is heading past the budget, or was once: that is said aloud once. */
  readonly isHeadingOver?: boolean;
  /** How the budget is used up; left out once its period is over, and for a day. */
  readonly course?: BudgetCourse;
}

/** When a budget's thresholds were reached, and when it will be used up. */
export interface BudgetCourse {
  /** Lowest first; the day is null when it is today or not known. */
  readonly reached: readonly { readonly percent: number; readonly day: Day | null }[];
  /** Null when all are reached. */
  readonly nextPercent: number | null;
  /** The day on which spend is expected to pass the amount; null when it is not, or already has. */
  readonly passesOn: Day | null;
}

/** One day in the picture of a spike. */
export interface SpikeDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  /** What its weekday usually costs; null when nobody can say. */
  readonly usualNanoUsd: NanoUsd | null;
}

/** What an incident's message says about the finding, without the incident's own state. */
export interface AlertFacts {
  /** Whether the scope names people or keys. */
  readonly namesPeople: boolean;
  readonly finding: AlertFinding;
  /** The largest contributors to the change of whole days, and the days it is compared with; null when not caused by spend, or unknown. */
  readonly causes: {
    /** The days compared with; `to` is the last one. */
    readonly from: Day;
    readonly to: Day;
    /** The last day of those that are compared; absent where these are all that the finding is about. */
    readonly through?: Day;
    readonly changeNanoUsd: NanoUsd;
    readonly parts: readonly Mover[];
  } | null;
  /** What was spent was mostly for these, one a dimension; also where spend did not grow. Empty when not caused by spend. */
  readonly largest: readonly LargestPart[];
  /** The forecast for the whole period, and its budget where the alert is not about one; null when there is none. */
  readonly heading: (PeriodHeading & { readonly budgetNanoUsd?: NanoUsd | null }) | null;
  /** The first day after the period, which ends a snooze "until the period ends"; null when there is no period. */
  readonly endsOn: Day | null;
  /** The question to ask on, why or by project; null when there is none. */
  readonly why: string | null;
}

/** The first message of an incident's thread, as it is now, or a reply in that thread. */
export interface AlertView extends AlertFacts {
  readonly kind: 'alert';
  readonly part: 'message' | 'reply';
  /** Why the reply is posted; for a message, what happened last. */
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

export interface AlertRuleState extends Omit<AlertRule, 'filters'>, Pick<Watch, 'number' | 'isPaused'> {
  /** `for project "Search"`; empty for everything. */
  readonly scope: string;
  /** How many of its incidents are open. */
  readonly openCount: number;
  /** What the newest of them say, with their marks; names are not escaped. Without those that the reader may not see. */
  readonly open?: readonly string[];
}

export interface AlertsView extends Omit<Managed, 'done'> {
  readonly kind: 'alerts';
  readonly done: AlertsDone | null;
  readonly rules: readonly AlertRuleState[];
  /** Whether budgets alert when their forecast exceeds them. */
  readonly isForecastOn: boolean;
}

/** What was just done; the number is null for what is not listed. */
export type AlertsDone = Done | { readonly did: 'turned on' | 'turned off' | 'sample posted'; readonly number: null };
