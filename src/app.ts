import { ask } from './ask/ask.ts';
import { type CheckOptions, check, checkedByDefault } from './ask/check.ts';
import { help } from './ask/help.ts';
import { overview } from './ask/overview.ts';
import { prices } from './ask/prices.ts';
import { reprice } from './ask/reprice.ts';
import { status } from './ask/status.ts';
import type { AnswerView, HelpView, OverviewView, ProblemView, StatusView } from './ask/view.ts';
import type { CheckView } from './ask/view-check.ts';
import type { PriceBookView, PricesView, RepriceView } from './ask/view-prices.ts';
import { drawChart } from './chart/draw.ts';
import { embeddedRenderer } from './chart/embedded.ts';
import { quickChartRenderer } from './chart/quickchart.ts';
import { type Config, ConfigError } from './config.ts';
import type { Clock, Instant } from './core/day.ts';
import type { Period } from './core/period.ts';
import { createPriceBook } from './core/price-book.ts';
import type { Logger } from './log.ts';
import { startOperations } from './operations.ts';
import { answerChart } from './render/chart-answer.ts';
import { type CollectSchedule, isCron, startCollecting } from './schedule/collect-schedule.ts';
import { type Collections, createCollections } from './schedule/collections.ts';
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
  /** The answer's picture as PNG. */
  drawChart(view: AnswerView): Promise<Uint8Array>;
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
  const quickChart = config.quickchartUrl === null ? null : quickChartRenderer(config.quickchartUrl);
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
    drawChart: view => drawChart(answerChart(view), { quickChart, embedded: embeddedRenderer(), logger }),
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
  /** Where `/metrics` and the bot's health are; null where METRICS_PORT is not set. */
  readonly metricsPort: number | null;
  /** What `/spend status` says: what is collected, and how far a collection that runs has come. */
  status(): Promise<StatusView>;
  /** Does at once what the schedules would do next, for whoever has moved the clock; resolves when it is done. */
  catchUp(): Promise<void>;
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
  const operations = await startOperations(config, engine, clock, logger).catch(async error => {
    await engine.close();
    throw error;
  });
  const { metrics } = operations;
  const app = createSlackApp({
    config: slack,
    clock,
    logger,
    answers: metrics.measured({
      ask: text => engine.ask(text, clock()),
      overview: () => engine.overview(clock()),
      status: () => engine.status(clock()),
      help: () => engine.help(),
      check: () => engine.check({ period: checkedByDefault(clock()) }),
      prices: model => engine.prices(model, clock()),
      drawChart: view => engine.drawChart(view),
    }),
  });
  let schedule: CollectSchedule | null = null;
  try {
    const port = await app.start();
    const { collectCron: cron, backfillDays } = config;
    schedule = startCollecting(engine.collections, { cron, backfillDays, clock, logger, onRun: metrics.countRun });
    operations.markReady();
    logger.info({ sources: config.sources.map(({ id }) => id), port, metricsPort: operations.port() }, 'spendbot is running');
    return {
      port,
      metricsPort: operations.port(),
      status: () => engine.status(clock()),
      catchUp: async () => schedule?.runNow(),
      async stop() {
        await schedule?.stop();
        await app.stop();
        await operations.stop();
        await engine.close();
        logger.info('spendbot has stopped');
      },
    };
  } catch (error) {
    await operations.stop();
    await engine.close();
    throw error;
  }
}
