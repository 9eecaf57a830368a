import { describeFilters } from '#core/query/describe-query.ts';
import { addDays, dayOf, firstOfMonth, type Instant } from '#core/time/day.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { AlertParts } from '../access/manager.ts';
import { manageAlerts } from '../alerts/manage-rules.ts';
import type { AlertRuleState } from '../alerts/view.ts';
import { answer } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import type { Rhythm } from '../digests/slot.ts';
import { subscriptions } from '../digests/subscriptions-store.ts';
import type { Parts } from '../feature.ts';
import { overview } from '../overview/overview.ts';
import type { OverviewView } from '../overview/view.ts';
import { status } from '../status/status.ts';
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

/** The App Home: the overview, the month's models, digests, alerts, and the state of collections. */
export async function home(parts: AlertParts & Pick<Parts, 'running'>, now: Instant, isAdmin: boolean): Promise<HomeView> {
  const today = dayOf(now);
  const monthToDate = { from: firstOfMonth(today), to: addDays(today, 1), calendar: 'month' as const };
  const byModel = { metric: 'cost', period: monthToDate, by: ['model'], filters: [], top: 5, versus: null, form: 'default' } as const;
  return {
    kind: 'home',
    overview: await overview(parts, now),
    topModels: await answer(parts, byModel, now),
    digests: await digestsOf(parts),
    alerts: await alertsOf(parts, now),
    status: await status(parts, now),
    isAdmin,
  };
}

async function digestsOf({ database }: AlertParts): Promise<HomeDigest[]> {
  const names = await readNames(database);
  return (await subscriptions(database)).map(({ rhythm, minutes, timeZone, channelId, filters, isPaused }) => ({
    ...{ rhythm, minutes, timeZone, channelId, isPaused },
    scope: describeFilters(filters, names),
  }));
}

/** The list that `alerts` shows to someone who may not change anything. */
async function alertsOf(parts: AlertParts, now: Instant): Promise<HomeView['alerts']> {
  const onlooker = { slackUserId: '', channelId: '', within: [], mayChange: async () => false, isBotIn: async () => false };
  const view = await manageAlerts({ parts, text: 'alerts', manager: onlooker, now }, { do: 'list' });
  return view.kind === 'alerts' ? view.rules : [];
}
