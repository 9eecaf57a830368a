import type { Clock } from '#core/time/day.ts';
import { databaseBytes } from '#data/database/backup.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { outboxBacklog } from '#delivery/outbox/outbox-store.ts';
import { status } from '#features/status/status.ts';
import type { Logger } from '#log.ts';
import type { Config } from './config.ts';
import { createMetrics, type Metrics, watchApiCalls } from './metrics.ts';
import type { Spendbot } from './open-spendbot.ts';
import { startOperationsServer } from './operations-server.ts';

export interface Operations {
  readonly metrics: Metrics;
  /** The port of the pages; null if METRICS_PORT isn't set. */
  readonly port: () => number | null;
  /** From now on `/readyz` reports ready while `isConnected`. Before this, and after `stop`, it says that spendbot isn't connected, or is stopping. */
  markStarted(isConnected: () => boolean): void;
  stop(): Promise<void>;
}

/** Counts what the bot does, and serves the counts and its health if a port is configured. */
export async function startOperations(config: Config, { parts, troubles }: Spendbot, clock: Clock, logger: Logger): Promise<Operations> {
  const metrics = createMetrics({
    status: () => status(parts, clock()),
    databaseBytes: () => databaseBytes(parts.database),
    backlog: () => outboxBacklog(parts.database),
    now: clock,
    troubles,
  });
  const unwatch = watchApiCalls(apisOf(config), () => clock().getTime(), metrics.countCall);
  let isConnected = () => false;
  let isStopping = false;
  const ready = async () => {
    if (isStopping) throw new Error('spendbot is stopping');
    if (!isConnected()) throw new Error('spendbot is not connected to Slack');
    await schemaVersion(parts.database);
  };
  const pages = { ready, metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }) };
  const { metricsPort: port, metricsHost: host } = config;
  const server = port === null ? null : await startOperationsServer({ port, host }, pages, logger);
  return {
    metrics,
    port: () => server?.port ?? null,
    markStarted(isConnectedNow) {
      isConnected = isConnectedNow;
    },
    async stop() {
      isStopping = true;
      unwatch();
      await server?.close();
    },
  };
}

function apisOf({ sources, slack, quickchartUrl }: Config): Map<string, string> {
  return new Map([
    [new URL(slack?.apiUrl ?? 'https://slack.com').origin, 'slack'],
    ...sources.map(({ baseUrl }): [string, string] => [new URL(baseUrl).origin, 'openai']),
    ...(quickchartUrl === null ? [] : [[new URL(quickchartUrl).origin, 'quickchart'] satisfies [string, string]]),
  ]);
}
