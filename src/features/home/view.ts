import type { AlertRuleState } from '../alerts/view.ts';
import type { AnswerView } from '../answers/view.ts';
import type { Rhythm } from '../digests/slot.ts';
import type { OverviewView } from '../overview/view.ts';
import type { StatusView } from '../status/view.ts';

/** The App Home of one person. */
export interface HomeView {
  readonly kind: 'home';
  /** Includes the budgets. */
  readonly overview: OverviewView;
  /** The month to date: at most five models, and the others as one group. */
  readonly topModels: AnswerView;
  readonly digests: readonly HomeDigest[];
  readonly alerts: readonly AlertRuleState[];
  readonly status: StatusView;
  /** Whether to show the buttons that change things. */
  readonly isAdmin: boolean;
}

export interface HomeDigest {
  readonly rhythm: Rhythm;
  /** Minutes since midnight in `timeZone`. */
  readonly minutes: number;
  readonly timeZone: string;
  readonly channelId: string;
  /** `for project "Search"`; empty for everything. */
  readonly scope: string;
  readonly isPaused: boolean;
}
