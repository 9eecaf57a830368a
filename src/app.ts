import { actOnIncident } from './ask/act-on-incident.ts';
import { evaluateAlerts } from './ask/alerts.ts';
import { ask } from './ask/ask.ts';
import { type CheckOptions, check, checkedByDefault } from './ask/check.ts';
import { digestFindings } from './ask/digest-findings.ts';
import { forecast } from './ask/forecast.ts';
import { help } from './ask/help.ts';
import { manage } from './ask/manage.ts';
import { manageDigests } from './ask/manage-digests.ts';
import type { Manager } from './ask/manager.ts';
import { overview } from './ask/overview.ts';
import { prices } from './ask/prices.ts';
import { reprice } from './ask/reprice.ts';
import { status } from './ask/status.ts';
import type { AnswerView, HelpView, OverviewView, ProblemView, StatusView, View } from './ask/view.ts';
import type { CheckView } from './ask/view-check.ts';
import type { ForecastView } from './ask/view-forecast.ts';
import type { PriceBookView, PricesView, RepriceView } from './ask/view-prices.ts';
import type { WhyView } from './ask/view-why.ts';
import { why } from './ask/why.ts';
import { drawChart } from './chart/draw.ts';
import { embeddedRenderer } from './chart/embedded.ts';
import { quickChartRenderer } from './chart/quickchart.ts';
import { type Config, ConfigError } from './config.ts';
import type { Clock, Instant } from './core/day.ts';
import type { Period } from './core/period.ts';
import { createPriceBook } from './core/price-book.ts';
import type { Logger } from './log.ts';
import { answerChart } from './render/chart-answer.ts';
import type { ChartConfig } from './render/chart-config.ts';
import { forecastChart } from './render/chart-forecast.ts';
import { alertJob } from './schedule/alert-job.ts';
import { type CollectSchedule, isCron, startCollecting } from './schedule/collect-schedule.ts';
import { type Collections, createCollections } from './schedule/collections.ts';
import { type DigestJobParts, digestMaker } from './schedule/digest-job.ts';
import { startMessages } from './schedule/messages.ts';
import { createSlackApp } from './slack/bolt.ts';
import { openSource } from './sources.ts';
import { type Database, openDatabase } from './store/database.ts';

/** Everything that spendbot does without Slack: what the command line calls, and the bot too. */
export interface Engine {
  readonly database: Database;
  readonly collections: Collections;
  ask(text: string, now: Instant): Promise<AnswerView | ProblemView>;
  overview(now: Instant): Promise<OverviewView>;
  status(now: Instant): Promise<StatusView>;
  help(): Promise<HelpView>;
  check(options: CheckOptions): Promise<CheckView>;
  /** Null asks for the price book as a whole. */
  prices(model: string | null, now: Instant): Promise<PricesView | PriceBookView | ProblemView>;
  /** Prices stored usage anew. */
  reprice(period: Period, options: { isDryRun: boolean }): Promise<RepriceView>;
  /** Does what `text` says about budgets and alerts; null where it is about something else. */
  manage(text: string, manager: Manager, now: Instant): Promise<View | null>;
  actOnIncident(asked: Parameters<typeof actOnIncident>[1], now: Instant): Promise<ProblemView | null>;
  /** Looks at every budget and alert, and writes what is to be said. */
  evaluateAlerts(now: Instant): Promise<void>;
  draw(config: ChartConfig): Promise<Uint8Array>;
  digest: DigestJobParts['makeDigest'];
  /** `text` is what was typed after `forecast`. */
  forecast(text: string, now: Instant): Promise<ForecastView | ProblemView>;
  /** `text` is what was typed after `why`. */
  why(text: string, now: Instant): Promise<WhyView | ProblemView>;
  /** The answer's picture as PNG. */
  drawChart(view: AnswerView | ForecastView): Promise<Uint8Array>;
  /** Cuts off collections and closes the database. */
  close(): Promise<void>;
}

/** Opens the database and wires everything that needs no Slack. */
export async function openEngine(config: Config, clock: Clock, logger: Logger): Promise<Engine> {
  const database = await openDatabase(config.databaseUrl);
  const { settleDays } = config;
  const sources = await Promise.all(config.sources.map(source => openSource(source, database, clock, logger)));
  const priceBook = createPriceBook(config.teamPrices);
  const collections = createCollections({ database, priceBook, clock, logger, sources, settleDays });
  const parts = { database, settleDays };
  const peopleVisible = config.slack?.peopleVisible ?? 'admins';
  const digestParts = { ...parts, peopleVisible, ...digestFindings(parts) };
  const alertParts = { ...parts, peopleVisible };
  const quickChart = config.quickchartUrl === null ? null : quickChartRenderer(config.quickchartUrl);
  const draw = (chart: ChartConfig) => drawChart(chart, { quickChart, embedded: embeddedRenderer(), logger });
  return {
    database,
    collections,
    ask: (text, now) => ask(parts, text, now),
    overview: now => overview(parts, now),
    status: now => status(parts, collections.running, now),
    help: () => help(database),
    check: options => check(parts, options),
    prices: (model, now) => prices({ database, priceBook }, model, now),
    reprice: (period, options) => reprice({ database, priceBook }, period, options),
    manage: async (text, manager, now) =>
      (await manageDigests({ parts: digestParts, text, manager, now })) ?? manage(alertParts, text, manager, now),
    actOnIncident: (asked, now) => actOnIncident(parts, asked, now),
    evaluateAlerts: async now => void (await evaluateAlerts(alertParts, now)),
    drawChart: view => draw(view.kind === 'forecast' ? forecastChart(view) : answerChart(view)),
    draw,
    digest: digestMaker(digestParts),
    forecast: (text, now) => forecast(parts, text, now),
    why: (text, now) => why(parts, text, now),
    async close() {
      await collections.stop();
      await database.destroy();
    },
  };
}

/** The running bot. */
export interface Bot {
  /** The port that Slack reaches it on; null in Socket Mode. */
  readonly port: number | null;
  /** What `/spend status` says: what is collected, and how far a collection that runs has come. */
  status(): Promise<StatusView>;
  /** Finishes what runs, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Starts the whole bot: answers in Slack, and collects at once and on schedule.
 *
 * @throws ConfigError when the configuration has no Slack, no source, or a schedule that is none.
 */
export async function startBot(config: Config, clock: Clock, logger: Logger): Promise<Bot> {
  const { slack } = config;
  if (slack === null || config.sources.length === 0) throw new ConfigError(['The bot needs a Slack token and an OpenAI key.']);
  if (!isCron(config.collectCron))
    throw new ConfigError([`COLLECT_CRON is "${config.collectCron}"; expected a cron schedule such as "7 * * * *".`]);
  const engine = await openEngine(config, clock, logger);
  // What fails here is tried again by the job that looks every few minutes.
  const lookAtAlerts = () =>
    engine.evaluateAlerts(clock()).catch(error => logger.error({ err: error }, 'Alerts could not be looked at; it is tried again'));
  const app = createSlackApp({
    config: slack,
    clock,
    logger,
    answers: {
      ask: text => engine.ask(text, clock()),
      overview: () => engine.overview(clock()),
      status: () => engine.status(clock()),
      help: () => engine.help(),
      check: () => engine.check({ period: checkedByDefault(clock()) }),
      prices: model => engine.prices(model, clock()),
      manage: async (text, manager) => {
        const view = await engine.manage(text, manager, clock());
        if (view !== null && 'done' in view && view.done !== null) await lookAtAlerts();
        return view;
      },
      actOnIncident: asked => engine.actOnIncident(asked, clock()),
      forecast: text => engine.forecast(text, clock()),
      why: text => engine.why(text, clock()),
      drawChart: view => engine.drawChart(view),
    },
  });
  let schedule: CollectSchedule | null = null;
  try {
    const port = await app.start();
    const { database, draw, digest } = engine;
    const { settleDays } = config;
    const otherJobs = [alertJob(now => engine.evaluateAlerts(now))];
    const posting = { messenger: app.messenger, drawChart: draw, makeDigest: digest };
    const messages = startMessages({ database, settleDays, ...posting, otherJobs, clock, logger });
    const { collectCron: cron, backfillDays } = config;
    schedule = startCollecting(engine.collections, { cron, backfillDays, onCollected: lookAtAlerts, clock, logger });
    logger.info({ sources: config.sources.map(({ id }) => id), port }, 'spendbot is running');
    return {
      port,
      status: () => engine.status(clock()),
      async stop() {
        await schedule?.stop();
        await messages.stop();
        await app.stop();
        await engine.close();
        logger.info('spendbot has stopped');
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
