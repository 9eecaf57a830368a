import { addDays, dayOf, firstOfMonth, type Instant } from '#core/time/day.ts';
import type { AlertParts } from '../access/manager.ts';
import { alertRuleStates } from '../alerts/manage-rules.ts';
import type { AlertRuleState } from '../alerts/view.ts';
import { answer } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import { digestStates } from '../digests/manage-digests.ts';
import type { DigestState } from '../digests/view.ts';
import type { Parts } from '../feature.ts';
import { overview } from '../overview/overview.ts';
import type { OverviewView } from '../overview/view.ts';
import { status } from '../status/status.ts';
import type { StatusView } from '../status/view.ts';

export interface HomeView {
  readonly kind: 'home';
  /** Includes the budgets. */
  readonly overview: OverviewView;
  /** The month to date: at most five models, and the others as one group. */
  readonly topModels: AnswerView;
  readonly digests: readonly DigestState[];
  readonly alerts: readonly AlertRuleState[];
  readonly status: StatusView;
  /** Whether to show the buttons that change things. */
  readonly isAdmin: boolean;
}

/** The person whose App Home it is. */
export interface HomeReader {
  readonly isAdmin: boolean;
  /** Whether they may see figures for individual people and keys. */
  readonly maySeePeople: boolean;
}

/** The App Home: the overview, the month's models, digests, alerts, and the state of collections. */
export async function home(parts: AlertParts & Pick<Parts, 'running'>, now: Instant, reader: HomeReader): Promise<HomeView> {
  const today = dayOf(now);
  const monthToDate = { from: firstOfMonth(today), to: addDays(today, 1), calendar: 'month' as const };
  const byModel = { metric: 'cost', period: monthToDate, by: ['model'], filters: [], top: 5, versus: null, form: 'default' } as const;
  return {
    kind: 'home',
    overview: await overview(parts, now, { within: [], maySeePeople: reader.maySeePeople }),
    topModels: await answer(parts, byModel, now),
    digests: await digestStates(parts.database, now, reader),
    alerts: await alertRuleStates(parts.database, reader),
    status: await status(parts, now),
    isAdmin: reader.isAdmin,
  };
}
