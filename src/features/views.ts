import type { FailureView, ProblemView } from '#show/plain-views.ts';
import type { AlertView } from './alerts/view.ts';
import type { AnswerView } from './answers/view.ts';
import type { AlertsView, BudgetsView } from './budgets/view.ts';
import type { CheckView } from './check/view.ts';
import type { DigestsView, DigestView } from './digests/view.ts';
import type { ForecastView } from './forecast/view.ts';
import type { HelpView } from './help/view.ts';
import type { OverviewView } from './overview/view.ts';
import type { PriceBookView, PricesView } from './prices/view.ts';
import type { SettingsView } from './settings/view.ts';
import type { StatusView } from './status/view.ts';
import type { WhyView } from './why/view.ts';

/**
 * View models: all that rendering needs to know, with no database, clock or Slack behind it. They hold names as they
 * came from outside; escaping is the renderer's duty.
 */
export type View =
  | AnswerView
  | ProblemView
  | OverviewView
  | StatusView
  | HelpView
  | FailureView
  | CheckView
  | PricesView
  | PriceBookView
  | SettingsView
  | AlertView
  | BudgetsView
  | AlertsView
  | ForecastView
  | WhyView
  | DigestView
  | DigestsView;
