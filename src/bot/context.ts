import type { webApi } from '@slack/bolt';
import type { Filter } from '#core/query/query.ts';
import { isBotIn } from '#delivery/slack/channels.ts';
import type { Manager } from '#features/access/manager.ts';
import type { IncidentAction } from '#features/alerts/act-on-incident.ts';
import type { AnswerView } from '#features/answers/view.ts';
import type { CheckView } from '#features/check/view.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import type { HelpView } from '#features/help/view.ts';
import type { HomeView } from '#features/home/view.ts';
import type { OverviewView } from '#features/overview/view.ts';
import type { PriceBookView, PricesView } from '#features/prices/view.ts';
import type { ScopeChange } from '#features/settings/scope-channel.ts';
import type { SettingsView } from '#features/settings/view.ts';
import type { StatusView } from '#features/status/view.ts';
import type { View } from '#features/views.ts';
import type { WhyView } from '#features/why/view.ts';
import type { Logger } from '#log.ts';
import type { Message } from '#show/blocks/message.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { People } from './people.ts';
import type { Once } from './running.ts';

/** Who asks, and where. */
export interface Asker extends Manager {
  /** Whether whoever sees the answer may see figures of single people and keys. */
  readonly maySeePeople: boolean;
  /** Whether others than the asker see the answer. */
  readonly isPublic: boolean;
  /** Whether an answer that names people may be shared in a channel. */
  readonly mayShowPeople: boolean;
  /** By which OpenAI may know them; null where Slack does not tell it. */
  email(): Promise<string | null>;
}

/** What Slack needs of the rest of spendbot: the use cases, as functions. Any may throw; whoever asked is told. */
export interface Answers {
  /** `text` is a question in the grammar of `/spend`. Whether the asker may see the answer is checked here, in Slack, not there. */
  ask(text: string, asker: Asker): Promise<AnswerView | ProblemView>;
  /** As {@link ask}, of the asker's own usage alone. */
  me(text: string, asker: Asker): Promise<AnswerView | ProblemView>;
  overview(asker: Asker): Promise<OverviewView>;
  status(): Promise<StatusView>;
  help(asker: Asker): Promise<HelpView>;
  /** Null asks for the price book as a whole. Prices are for everyone. */
  prices(model: string | null, asker: Asker): Promise<PricesView | PriceBookView | ProblemView>;
  /** Estimated against billed, over the last 30 full days. */
  check(asker: Asker): Promise<CheckView>;
  /** How the workspace is set up. Whether the asker may see and change it is checked here, in Slack, not there. */
  settings(): Promise<SettingsView>;
  scopeChannel(change: ScopeChange): Promise<SettingsView | ProblemView>;
  /** What answers asked for in `channelId` stay inside. */
  scopeOf(channelId: string): Promise<readonly Filter[]>;
  /** How far the collection that runs has come, of the source that has most left; null while none runs. */
  collecting(): { readonly daysDone: number; readonly days: number } | null;
  /** The App Home of somebody who is an admin or not. */
  home(isAdmin: boolean): Promise<HomeView>;
  rememberHomeViewer(slackUserId: string): Promise<void>;
  /** Who opened the App Home lately. */
  homeViewers(): Promise<readonly string[]>;
  /** What `text` says about budgets and alerts, done; null where it is about something else. */
  manage(text: string, manager: Manager): Promise<View | null>;
  /** Acknowledges or snoozes an alert; null when it was done. */
  actOnIncident(asked: { incidentId: string; action: IncidentAction; by: string; channelId: string }): Promise<ProblemView | null>;
  /** `text` is what was typed after the command. Whether the asker may see the answer is checked here, in Slack, not there. */
  forecast(text: string, asker: Asker): Promise<ForecastView | ProblemView>;
  why(text: string, asker: Asker): Promise<WhyView | ProblemView>;
  /** The answer's chart as PNG. */
  drawChart(view: AnswerView | ForecastView): Promise<Uint8Array>;
}

/** What the listeners share. */
export interface SlackContext {
  readonly answers: Answers;
  readonly people: People;
  /** Looks things up and uploads; tries again. */
  readonly client: webApi.WebClient;
  /** Posts; never tries again by itself. */
  readonly poster: webApi.WebClient;
  /** Which answers were shared, so that pressing twice posts once. */
  readonly shared: Once;
  /** Which events came, by their ids: Slack sends one again when it heard nothing in time. */
  readonly events: Once;
  /** Aborts when the bot stops. */
  readonly stopping: AbortSignal;
  readonly logger: Logger;
}

/** `slackUserId` as somebody who asks in `channelId`, with what they may see there. */
export async function askerOf(
  { people, answers, client }: Pick<SlackContext, 'people' | 'answers' | 'client'>,
  { slackUserId, channelId, isPublic }: { slackUserId: string; channelId: string; isPublic: boolean },
): Promise<Asker> {
  const mayShowPeople = people.areVisibleToEveryone;
  return {
    slackUserId,
    channelId,
    isPublic,
    mayShowPeople,
    maySeePeople: isPublic ? mayShowPeople : await people.maySeePeople(slackUserId),
    within: await answers.scopeOf(channelId),
    mayChange: () => people.isAdmin(slackUserId),
    isBotIn: channel => isBotIn(client, channel),
    email: () => people.emailOf(slackUserId),
  };
}

export interface Asking {
  /** What was typed after `/spend`, written to spendbot, or what a button carries. */
  readonly text: string;
  readonly slackUserId: string;
  /** Where it is asked: a channel's scope holds for its answers. */
  readonly channelId: string;
  /** Whether others than the asker see the answer. */
  readonly isPublic: boolean;
  /** Whether to offer sharing the answer in the channel. */
  readonly canShare: boolean;
}

export interface Answered {
  readonly view: View;
  readonly message: Message;
  /** Whether a collection that runs will bring what the answer lacks. */
  readonly isWaiting: boolean;
}
