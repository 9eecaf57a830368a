import type { Clock } from '#core/time/day.ts';
import { databaseBytes } from '#data/database/backup.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { outboxBacklog } from '#delivery/outbox/outbox-store.ts';
import { watchApiCalls } from './api-calls.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { Logger } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { type OperationsServer, startOperationsServer } from './operations-server.ts';

export interface Operations {
  readonly metrics: Metrics;
  /** Where the pages are; null where METRICS_PORT is not set. */
  readonly port: () => number | null;
  /** From now on `/readyz` says so; before, and after `stop`, it says that spendbot is starting or stopping. */
  markReady(): void;
  stop(): Promise<void>;
}

/** Counts what the bot does, and serves that with its health where the configuration has a port for it. */
export async function startOperations(config: Config, engine: Engine, clock: Clock, logger: Logger): Promise<Operations> {
  const metrics = createMetrics({
    status: () => engine.status(clock()),
    databaseBytes: () => databaseBytes(engine.database),
    backlog: () => outboxBacklog(engine.database),
    now: clock,
  });
  const unwatch = watchApiCalls(apisOf(config), () => clock().getTime(), metrics.countCall);
  let state: 'starting' | 'ready' | 'stopping' = 'starting';
  const ready = async () => {
    if (state !== 'ready') throw new Error(`spendbot is ${state}`);
    await schemaVersion(engine.database);
  };
  const server: OperationsServer | null =
    config.metricsPort === null ? null : await startOperationsServer({ port: config.metricsPort, metrics, ready, logger });
  return {
    metrics,
    port: () => server?.port ?? null,
    markReady() {
      state = 'ready';
    },
    async stop() {
      state = 'stopping';
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
