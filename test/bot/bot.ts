import { createSlackApp, type SlackApp } from '#bot/bolt.ts';
import type { Answers, Asker } from '#bot/context.ts';
import type { Clock } from '#core/time/day.ts';
import type { SlackConfig } from '#delivery/slack/clients.ts';
import type { AnswerView } from '#features/answers/view.ts';
import type { SettingsView } from '#features/settings/view.ts';
import { createLogger } from '#log.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { type SlackStandIn, type SlackStandInOptions, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { lookForKeys } from '../support/key-finds.ts';
import { forecastView, whyView } from '../support/views/forecast-views.ts';
import { check, priceBook, pricesOfGpt4o } from '../support/views/money-views.ts';
import { answer, usd } from '../support/views/views.ts';
import { png } from './png.ts';

const personal: AnswerView = answer({
  query: { ...answer().query, by: ['user'] },
  readAs: 'cost by user, 15–21 Nov 2026, UTC',
  namesPeople: true,
});

/** The real Bolt app in a stand-in workspace; the use cases behind it are the test's. */
export interface Bot {
  readonly slack: SlackStandIn;
  readonly app: SlackApp;
  /** What was asked, in order. */
  readonly asked: { readonly text: string; readonly asker: Asker }[];
  /** Log lines. */
  readonly log: string[];
  /** In HTTP mode. */
  readonly url: string | null;
  close(): Promise<void>;
}

export interface BotOptions {
  readonly mode?: 'socket' | 'http';
  readonly answers?: Partial<Answers>;
  readonly config?: Partial<SlackConfig>;
  readonly standIn?: SlackStandInOptions;
  readonly clock?: Clock;
  readonly healthy?: () => void;
}

export async function startBot({
  mode = 'socket',
  answers = {},
  config = {},
  standIn = {},
  clock = () => new Date(),
  healthy,
}: BotOptions = {}): Promise<Bot> {
  const slack = await startSlackStandIn({ fileProcessingMs: 10, ...standIn });
  slack.workspace.invite('general');
  const asked: Bot['asked'] = [];
  const log: string[] = [];
  const { ask = plainAsk, ...others } = answers;
  const app = createSlackApp({
    config: { ...configFor(slack, mode), ...config },
    answers: {
      ...plainAnswers,
      ...others,
      ask: (text, asker) => {
        asked.push({ text, asker });
        return ask(text, asker);
      },
    },
    clock,
    logger: createLogger('info', line => {
      lookForKeys('the log', line);
      log.push(line);
    }),
    ...(healthy === undefined ? {} : { healthy }),
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
    asked,
    log,
    url,
    close: async () => {
      await app.stop();
      await slack.close();
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
  };
}

async function plainAsk(text: string): Promise<AnswerView | ProblemView> {
  if (text.includes('by user')) return personal;
  if (text.includes('modle'))
    return { kind: 'problem', problem: '`by modle` is not understood.', suggestion: 'by model last 7d', choices: [] };
  return answer();
}

const cost = { from: '2026-11-22', to: '2026-11-22', costNanoUsd: usd(12.1), basis: 'estimated', changePercent: null } as const;

const plainSettings: SettingsView = {
  kind: 'settings',
  done: null,
  peopleVisible: 'admins',
  admins: [],
  sources: [],
  scopes: [],
  changes: [],
};

const nobody: Asker = {
  slackUserId: 'U0NOBODY',
  channelId: 'C0GENERAL',
  maySeePeople: false,
  isPublic: false,
  mayShowPeople: false,
  within: [],
  mayChange: async () => false,
  isBotIn: async () => true,
  email: async () => null,
};

export const plainAnswers: Omit<Answers, 'ask'> = {
  overview: async () => ({
    kind: 'overview',
    todaySoFar: cost,
    yesterday: cost,
    last7Days: cost,
    monthToDate: cost,
    budgets: [],
    forecast: null,
    provisionalDays: [],
    dataThrough: '2026-11-22T09:07:00Z',
  }),
  status: async () => ({ kind: 'status', sources: [], sending: { failedJobs: [], unsent: [] } }),
  prices: async model => (model === null ? priceBook() : model === 'gpt-4o' ? pricesOfGpt4o() : { kind: 'prices', model, prices: [] }),
  home: async isAdmin => ({
    kind: 'home',
    overview: await plainAnswers.overview(nobody),
    topModels: answer(),
    status: await plainAnswers.status(),
    digests: [],
    alerts: [],
    isAdmin,
  }),
  collecting: () => null,
  rememberHomeViewer: async () => undefined,
  homeViewers: async () => [],
  scopeOf: async () => [],
  settings: async () => plainSettings,
  scopeChannel: async () => plainSettings,
  help: async () => ({ kind: 'help', examples: [{ question: 'by model last 30d', meaning: 'what each model cost' }] }),
  check: async () => check(),
  manage: async () => null,
  actOnIncident: async () => null,
  forecast: async () => forecastView(),
  why: async () => whyView(),
  drawChart: async () => png,
  me: async () => answer({ readAs: 'me cost, 15–21 Nov 2026, UTC', within: { words: 'for user "Alice"', isOwn: true }, namesPeople: true }),
};
