import { createSlackApp, type SlackApp } from '#bot/bolt.ts';
import type { Clock } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { SlackConfig } from '#delivery/slack/clients.ts';
import type { Asker } from '#features/access/asker.ts';
import { answersFeature } from '#features/answers/feature.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { checkFeature } from '#features/check/feature.ts';
import { type AnyFeature, defineFeature, type Feature, type FeatureList, type Parts, type View } from '#features/feature.ts';
import { features } from '#features/features.ts';
import { forecastFeature } from '#features/forecast/feature.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import { meFeature } from '#features/me/feature.ts';
import { overviewFeature } from '#features/overview/feature.ts';
import { pricesFeature } from '#features/prices/feature.ts';
import { whyFeature } from '#features/why/feature.ts';
import type { WhyView } from '#features/why/view.ts';
import { createLogger } from '#log.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { type SlackStandIn, type SlackStandInOptions, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { testDatabase } from '../support/database.ts';
import { hearWords, mindWords } from '../support/heard-words.ts';
import { testParts } from '../support/parts.ts';
import { forecastView, whyView } from '../support/views/forecast-views.ts';
import { check, priceBook, pricesOfGpt4o } from '../support/views/money-views.ts';
import { answer, usd } from '../support/views/views.ts';
import { png } from './png.ts';

const personal: AnswerView = answer({
  query: { ...answer().query, by: ['user'] },
  readAs: 'cost by user, 15–21 Nov 2026, UTC',
  namesPeople: true,
});

/** The real Bolt app with the real features in a stand-in workspace, on an empty database; what figures are about is the test's. */
export interface Bot {
  readonly slack: SlackStandIn;
  readonly app: SlackApp;
  readonly database: Database;
  /** Plain questions, in order. */
  readonly asked: { readonly text: string; readonly asker: Asker }[];
  /** Log lines. */
  readonly log: string[];
  /** In HTTP mode. */
  readonly url: string | null;
  close(): Promise<void>;
}

/** What is answered, whatever the database holds. */
export interface Canned {
  ask(text: string, asker: Asker): Promise<AnswerView | ProblemView>;
  forecast(text: string): Promise<ForecastView>;
  why(text: string): Promise<WhyView>;
}

export interface BotOptions {
  readonly mode?: 'socket' | 'http';
  readonly answers?: Partial<Canned>;
  readonly parts?: Partial<Parts>;
  readonly draw?: (config: ChartConfig) => Promise<Uint8Array>;
  readonly config?: Partial<SlackConfig>;
  readonly standIn?: SlackStandInOptions;
  readonly clock?: Clock;
}

export async function startBot({
  mode = 'socket',
  answers = {},
  parts: given = {},
  draw = async () => png,
  config = {},
  standIn = {},
  clock = () => new Date(),
}: BotOptions = {}): Promise<Bot> {
  const slack = await startSlackStandIn({ fileProcessingMs: 10, ...standIn });
  const heard = hearWords(slack);
  slack.workspace.invite('general');
  const asked: Bot['asked'] = [];
  const log: string[] = [];
  const database = given.database ?? (await testDatabase());
  const { ask = plainAsk } = answers;
  const parts = testParts(database, {
    features: cannedFeatures({
      ...answers,
      ask: (text, asker) => {
        asked.push({ text, asker });
        return ask(text, asker);
      },
    }),
    ...given,
  });
  const app = createSlackApp({
    config: { ...configFor(slack, mode), ...config },
    parts,
    features: await Promise.all(parts.features.map(({ load }) => load())),
    draw,
    measure: (_feature, given) => given(),
    clock,
    logger: createLogger('info', line => void log.push(line)),
  });
  const port = await app.start().catch(async error => {
    await slack.close();
    throw error;
  });
  const url = port === null ? null : `http://127.0.0.1:${port}`;
  if (url !== null) slack.connectHttp(`${url}/slack/events`);
  return {
    slack,
    app,
    database,
    asked,
    log,
    url,
    close: async () => {
      await app.stop();
      await slack.close();
      mindWords(heard);
    },
  };
}

/** How a bot reaches the stand-in workspace. */
export function configFor(slack: SlackStandIn, mode: 'socket' | 'http'): SlackConfig {
  return {
    botToken: slack.botToken,
    connection: mode === 'socket' ? { mode, appToken: slack.appToken } : { mode, signingSecret: slack.signingSecret, port: 0 },
    apiUrl: slack.apiUrl,
    admins: [],
    peopleVisible: 'admins',
    guests: 'refuse',
  };
}

async function plainAsk(text: string): Promise<AnswerView | ProblemView> {
  if (text.includes('by user')) return personal;
  if (text.includes('modle'))
    return { kind: 'problem', problem: '`by modle` is not understood.', suggestion: 'by model last 7d', choices: [] };
  return answer();
}

const today = { from: '2026-11-22', to: '2026-11-22' };
const cost = { ...today, costNanoUsd: usd(12.1), basis: 'estimated', previous: today, changePercent: null } as const;

/** The list of features, of which some answer what the test says; they read, allow and show as they always do. */
export function cannedFeatures({
  ask = plainAsk,
  forecast = async () => forecastView(),
  why = async () => whyView(),
}: Partial<Canned>): FeatureList {
  const own = answer({ readAs: 'me cost, 15–21 Nov 2026, UTC', within: { words: 'for user "Alice"', isOwn: true }, namesPeople: true });
  const canned: Readonly<Record<string, AnyFeature>> = {
    answers: answering(answersFeature, ask),
    forecast: answering(forecastFeature, forecast),
    why: answering(whyFeature, why),
    me: answering(meFeature, async () => own),
    check: answering(checkFeature, async text => (text === 'by day' ? { ...check(), table: 'day' } : check())),
    prices: answering(pricesFeature, async model => {
      return model === '' ? priceBook() : model === 'gpt-4o' ? pricesOfGpt4o() : { ...pricesOfGpt4o(), model, prices: [] };
    }),
    overview: answering(overviewFeature, async () => ({
      kind: 'overview' as const,
      ...{ todaySoFar: cost, yesterday: cost, last7Days: cost, monthToDate: cost },
      outlook: { budgetNanoUsd: null, lastMonth: null, isYesterdayWhole: true, sameWeekdays: [] },
      ...{
        budgets: [],
        forecast: null,
        basis: 'estimated' as const,
        estimatedDays: [],
        provisionalDays: [],
        dataThrough: '2026-11-22T09:07:00Z',
      },
    })),
  };
  return features.map(listed => ({ ...listed, load: async () => canned[listed.name] ?? listed.load() }));
}

/** `feature` with another answer: `answer` is told what was typed after its word. */
function answering<Request, V extends View>(
  feature: Feature<Request, V>,
  answer: (text: string, asker: Asker) => Promise<V | ProblemView>,
): AnyFeature {
  return defineFeature<{ readonly text: string }, V>({
    ...feature,
    parse: rest => ({ text: rest }),
    answer: (_parts, { text }, asker) => answer(text, asker),
  });
}
