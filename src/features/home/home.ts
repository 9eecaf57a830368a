import { addDays, dayOf, firstOfMonth, type Instant } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import type { AlertParts } from '../access/manager.ts';
import { alertRuleStates } from '../alerts/manage-rules.ts';
import type { AlertRuleState } from '../alerts/view.ts';
import { answer } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import { digestStates } from '../digests/manage-digests.ts';
import type { DigestState } from '../digests/view.ts';
import type { Parts } from '../feature.ts';
import { forecastOf } from '../forecast/forecast.ts';
import type { ForecastView } from '../forecast/view.ts';
import { overview } from '../overview/overview.ts';
import type { OverviewView } from '../overview/view.ts';
import { status } from '../status/status.ts';
import type { StatusView } from '../status/view.ts';
import { type HomeAlert, homeAlerts } from './home-alerts.ts';

export interface HomeView {
  readonly kind: 'home';
  /** Of this month: where it ends, and the picture. */
  readonly forecast: ForecastView;
  /** Includes the budgets. */
  readonly overview: OverviewView;
  /** The last two weeks; the bands have the days of each project. */
  readonly projects: AnswerView;
  /** The month to date: at most five models, and the others as one group. */
  readonly topModels: AnswerView;
  readonly openAlerts: readonly HomeAlert[];
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

/** How many days a project's small line has. */
const lineDays = 14;

/** The App Home: the month and its picture, the overview, projects, open alerts, the month's models, digests, alerts, and the state of collections. */
export async function home(parts: AlertParts & Pick<Parts, 'running'>, now: Instant, reader: HomeReader): Promise<HomeView> {
  const today = dayOf(now);
  const plain = { metric: 'cost', filters: [], versus: null, form: 'default' } as const;
  const monthToDate = { from: firstOfMonth(today), to: addDays(today, 1), calendar: 'month' } as const;
  const lately = { ...daysBefore(today, lineDays), calendar: null };
  return {
    kind: 'home',
    forecast: await forecastOf(parts, { unit: 'month', filters: [], now }),
    overview: await overview(parts, now, { within: [], maySeePeople: reader.maySeePeople }),
    projects: await answer(parts, { ...plain, period: lately, by: ['project'], top: null }, now),
    topModels: await answer(parts, { ...plain, period: monthToDate, by: ['model'], top: 5 }, now),
    openAlerts: await homeAlerts(parts.database, reader),
    digests: await digestStates(parts.database, now, reader),
    alerts: await alertRuleStates(parts.database, reader),
    status: await status(parts, now),
    isAdmin: reader.isAdmin,
  };
}
