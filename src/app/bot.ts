import { createSlackApp } from '#bot/bolt.ts';
import { startCollecting } from '#collect/schedule.ts';
import type { Clock } from '#core/time/day.ts';
import { isCron } from '#delivery/jobs/on-schedule.ts';
import { updatePricesJob } from '#features/prices/update-job.ts';
import { postedRenderer } from '#features/render-posted.ts';
import { status } from '#features/status/status.ts';
import type { StatusView } from '#features/status/view.ts';
import type { Logger } from '#log.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { connectSlack } from './connect-slack.ts';
import { startMessages } from './messages.ts';
import { openSpendbot } from './open-spendbot.ts';
import { startOperations } from './operations.ts';
import { type Paces, usualPaces } from './paces.ts';
import { retentionJob } from './retention-job.ts';
import { watchClock } from './watch-clock.ts';

export interface Bot {
  /**
   * The port that Slack reaches it on; null in Socket Mode. Resolves once Slack is connected. Rejects with a SlackError if Slack refuses a
   * token or the port can't be used; then the bot must be stopped.
   */
  readonly connected: Promise<number | null>;
  /** The port of `/metrics` and the health checks; null if METRICS_PORT is not set. */
  readonly metricsPort: number | null;
  /** The view behind `/spend status`. */
  status(): Promise<StatusView>;
  /** Runs everything that is due now, messages included, for callers that move the clock. */
  catchUp(): Promise<void>;
  /** Finishes running work, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the whole bot: collects now and on schedule, and answers in Slack once that is connected, however long that takes.
 *
 * @throws ConfigError if Slack or a source is missing, or the schedule is invalid.
 */
export async function startBot(config: Config, clock: Clock, logger: Logger, paces: Paces = usualPaces): Promise<Bot> {
  const { slack } = config;
  if (slack === null || config.sources.length === 0) throw new ConfigError(['The bot needs a Slack token and an OpenAI key.']);
  if (!isCron(config.collectCron))
    throw new ConfigError([`COLLECT_CRON is "${config.collectCron}"; expected a cron schedule such as "7 * * * *".`]);
  const spendbot = await openSpendbot(config, clock, logger, paces);
  const { parts, collections, draw, lookAtAlerts, troubles } = spendbot;
  const operations = await startOperations(config, spendbot, clock, logger).catch(async error => {
    await spendbot.close();
    throw error;
  });
  const { metrics } = operations;
  const stopping = new AbortController();
  try {
    const features = await Promise.all(parts.features.map(({ load }) => load()));
    const render = await postedRenderer(parts.features, parts.peopleVisible);
    const app = createSlackApp({ config: slack, ...{ parts, features, draw, clock, logger }, measure: metrics.measure });
    const connected = connectSlack(app, paces.connect, stopping.signal, logger).then(port => {
      operations.markStarted(app.isConnected);
      logger.info({ sources: config.sources.map(({ id }) => id), port, metricsPort: operations.port() }, 'spendbot is running');
      return port;
    });
    const { retentionDays, pricesUrl } = config;
    const retention = retentionDays === null ? [] : [retentionJob({ ...parts, retentionDays, logger })];
    const newerPrices = pricesUrl === null ? [] : [updatePricesJob({ database: parts.database, address: pricesUrl, logger })];
    const jobs = [...features.flatMap(feature => feature.jobs?.(parts) ?? []), ...retention, ...newerPrices];
    const messages = startMessages({
      ...{ database: parts.database, jobs, clock, logger, render, connected, troubles },
      messenger: app.messenger,
      drawChart: draw,
      pace: paces.outbox,
      jobPace: paces.jobs,
      onRun: metrics.countRun,
    });
    const { collectCron: cron, backfillDays } = config;
    const prepare = () => watchClock(parts.database, troubles, clock, logger);
    let homes = Promise.resolve();
    const onCollected = async () => {
      await lookAtAlerts();
      // Not waited for: where Slack is slow, the next collection would be late.
      if (app.isConnected()) homes = app.publishHomes();
      // Jobs that waited for this data can run now.
      await messages.runNow();
    };
    const schedule = startCollecting(collections, {
      cron,
      backfillDays,
      prepare,
      onCollected,
      onRun: metrics.countRun,
      troubles,
      clock,
      logger,
    });
    logger.info({ metricsPort: operations.port() }, 'spendbot collects, and connects to Slack');
    return {
      connected,
      metricsPort: operations.port(),
      status: () => status(parts, clock()),
      async catchUp() {
        await schedule.runNow();
        await messages.runNow();
        await Promise.all([messages.sendNow(), homes]);
      },
      async stop() {
        stopping.abort(new Error('spendbot is stopping'));
        await Promise.all([schedule.stop(), messages.stop(), app.stop()]);
        await operations.stop();
        await spendbot.close();
        logger.info('spendbot has stopped');
      },
    };
  } catch (error) {
    stopping.abort(error);
    await operations.stop();
    await spendbot.close();
    throw error;
  }
}
