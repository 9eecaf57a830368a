import { createSlackApp } from '#bot/bolt.ts';
import { type CollectSchedule, isCron, startCollecting } from '#collect/schedule.ts';
import type { Clock } from '#core/time/day.ts';
import { alertJob } from '#features/alerts/evaluate.ts';
import type { StatusView } from '#features/status/view.ts';
import type { Logger } from '#log.ts';
import { answersOf } from './answers.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { openEngine } from './engine.ts';
import { startMessages } from './messages.ts';
import { startOperations } from './operations.ts';
import { type Paces, usualPaces } from './paces.ts';
import { retentionJob } from './retention-job.ts';

/** The running bot. */
export interface Bot {
  /** The port that Slack reaches it on; null in Socket Mode. */
  readonly port: number | null;
  /** Where `/metrics` and the bot's health are; null where METRICS_PORT is not set. */
  readonly metricsPort: number | null;
  /** What `/spend status` says: what is collected, and how far a collection that runs has come. */
  status(): Promise<StatusView>;
  /** Does at once what the schedules would do next, messages too, for whoever moves the clock; resolves when it is done. */
  catchUp(): Promise<void>;
  /** Finishes what runs, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Starts the whole bot: answers in Slack, and collects at once and on schedule.
 *
 * @throws ConfigError when the configuration has no Slack, no source, or a schedule that is none.
 */
export async function startBot(config: Config, clock: Clock, logger: Logger, paces: Paces = usualPaces): Promise<Bot> {
  const { slack } = config;
  if (slack === null || config.sources.length === 0) throw new ConfigError(['The bot needs a Slack token and an OpenAI key.']);
  if (!isCron(config.collectCron))
    throw new ConfigError([`COLLECT_CRON is "${config.collectCron}"; expected a cron schedule such as "7 * * * *".`]);
  const engine = await openEngine(config, clock, logger, paces);
  // What fails here is tried again by the job that looks every few minutes.
  const lookAtAlerts = () =>
    engine.evaluateAlerts(clock()).catch(error => logger.error({ err: error }, 'Alerts could not be looked at; it is tried again'));
  const operations = await startOperations(config, engine, clock, logger).catch(async error => {
    await engine.close();
    throw error;
  });
  const { metrics } = operations;
  const app = createSlackApp({
    config: slack,
    clock,
    logger,
    answers: metrics.measured(answersOf(engine, { slack, clock, lookAtAlerts })),
  });
  let schedule: CollectSchedule | null = null;
  try {
    const port = await app.start();
    const { database, draw, digest } = engine;
    const { settleDays } = config;
    const { retentionDays } = config;
    const retention = retentionDays === null ? [] : [retentionJob({ database, settleDays, retentionDays, logger })];
    const otherJobs = [alertJob(now => engine.evaluateAlerts(now)), ...retention];
    const posting = { messenger: app.messenger, drawChart: draw, makeDigest: digest };
    const pace = { pace: paces.outbox, jobPace: paces.jobs };
    const messages = startMessages({ database, settleDays, ...posting, otherJobs, ...pace, onRun: metrics.countRun, clock, logger });
    const { collectCron: cron, backfillDays } = config;
    const onCollected = async () => {
      await lookAtAlerts();
      await app.publishHomes();
      // What waited for the data need not wait for the next look.
      await messages.runNow();
    };
    schedule = startCollecting(engine.collections, { cron, backfillDays, onCollected, onRun: metrics.countRun, clock, logger });
    operations.markReady();
    logger.info({ sources: config.sources.map(({ id }) => id), port, metricsPort: operations.port() }, 'spendbot is running');
    return {
      port,
      metricsPort: operations.port(),
      status: () => engine.status(clock()),
      async catchUp() {
        await schedule?.runNow();
        await messages.runNow();
        await messages.sendNow();
      },
      async stop() {
        await schedule?.stop();
        await messages.stop();
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
