import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorMessage } from '#core/error-message.ts';
import type { Clock } from '#core/time/day.ts';
import { databaseBytes } from '#data/database/backup.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { outboxBacklog } from '#delivery/outbox/outbox-store.ts';
import { status } from '#features/status/status.ts';
import type { Logger } from '#log.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { createMetrics, type Metrics, watchApiCalls } from './metrics.ts';
import type { Spendbot } from './open-spendbot.ts';

/**
 * For monitoring: `GET /healthz` says that the process is alive, `/readyz` that it can answer (503 with the reason if not), and `/metrics`
 * has its counters. `port` 0 is any free one; `ready` throws, with the reason, while spendbot can't answer.
 *
 * @throws ConfigError when the port can't be used.
 */
async function startOperationsServer(port: number, metrics: Metrics, ready: () => Promise<void>, logger: Logger) {
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/healthz': async response => say(response, 200, 'ok\n'),
    '/readyz': async response => {
      try {
        await ready();
        say(response, 200, 'ready\n');
      } catch (error) {
        say(response, 503, `not ready: ${errorMessage(error)}\n`);
      }
    },
    '/metrics': async response => {
      response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text());
    },
  };
  const server = createServer((request, response) => {
    const answer = request.method === 'GET' ? answers[new URL(request.url ?? '/', 'http://spendbot').pathname] : undefined;
    if (answer === undefined) return say(response, 404, 'Nothing is here\n');
    answer(response).catch((error: unknown) => {
      logger.error({ err: error, url: request.url }, 'an operations page could not be made');
      if (!response.headersSent) say(response, 500, 'failed, see the log\n');
    });
  });
  server.listen(port);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`METRICS_PORT is ${port}, which cannot be used (${error.code}): set another one.`]);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

export interface Operations {
  readonly metrics: Metrics;
  /** The port of the pages; null if METRICS_PORT isn't set. */
  readonly port: () => number | null;
  /** Makes `/readyz` report ready. Before this, and after `stop`, it says that spendbot is starting or stopping. */
  markReady(): void;
  stop(): Promise<void>;
}

/** Counts what the bot does, and serves the counts and its health if a port is configured. */
export async function startOperations(config: Config, { parts }: Spendbot, clock: Clock, logger: Logger): Promise<Operations> {
  const metrics = createMetrics({
    status: () => status(parts, clock()),
    databaseBytes: () => databaseBytes(parts.database),
    backlog: () => outboxBacklog(parts.database),
    now: clock,
  });
  const unwatch = watchApiCalls(apisOf(config), () => clock().getTime(), metrics.countCall);
  let state: 'starting' | 'ready' | 'stopping' = 'starting';
  const ready = async () => {
    if (state !== 'ready') throw new Error(`spendbot is ${state}`);
    await schemaVersion(parts.database);
  };
  const server = config.metricsPort === null ? null : await startOperationsServer(config.metricsPort, metrics, ready, logger);
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
