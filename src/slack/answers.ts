import type { IncidentAction } from '../ask/act-on-incident.ts';
import type { Manager } from '../ask/manager.ts';
import type { AnswerView, HelpView, OverviewView, ProblemView, StatusView, View } from '../ask/view.ts';
import type { CheckView } from '../ask/view-check.ts';
import type { ForecastView } from '../ask/view-forecast.ts';
import type { PriceBookView, PricesView } from '../ask/view-prices.ts';
import type { WhyView } from '../ask/view-why.ts';

/** Who asks, and where. */
export interface Asker {
  readonly slackUserId: string;
  readonly channelId: string;
  /** Whether they may see figures of single people and keys. */
  readonly maySeePeople: boolean;
}

/** What Slack needs of the rest of spendbot: the use cases, as functions. Any may throw; whoever asked is told. */
export interface Answers {
  /** `text` is a question in the grammar of `/spend`. Whether the asker may see the answer is checked here, in Slack, not there. */
  ask(text: string, asker: Asker): Promise<AnswerView | ProblemView>;
  overview(asker: Asker): Promise<OverviewView>;
  status(): Promise<StatusView>;
  help(): Promise<HelpView>;
  /** Null asks for the price book as a whole. Prices are for everyone. */
  prices(model: string | null): Promise<PricesView | PriceBookView | ProblemView>;
  /** Estimated against billed, over the last 30 full days. */
  check(): Promise<CheckView>;
  /** What `text` says about budgets and alerts, done; null where it is about something else. */
  manage(text: string, manager: Manager): Promise<View | null>;
  /** Acknowledges or snoozes an alert; null when it was done. */
  actOnIncident(asked: { incidentId: string; action: IncidentAction; by: string; channelId: string }): Promise<ProblemView | null>;
  /** `text` is what was typed after the command. Whether the asker may see the answer is checked here, in Slack, not there. */
  forecast(text: string): Promise<ForecastView | ProblemView>;
  why(text: string): Promise<WhyView | ProblemView>;
  /** The answer's chart as PNG. */
  drawChart(view: AnswerView | ForecastView): Promise<Uint8Array>;
}
