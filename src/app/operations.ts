import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorMessage } from '#core/error-message.ts';
import type { Clock } from '#core/time/day.ts';
import { databaseBytes } from '#data/database/backup.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { outboxBacklog } from '#delivery/outbox/outbox-store.ts';
import { status } from '#features/status/status.ts';
import { type Logger, withoutSecrets } from '#log.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { createMetrics, type Metrics, watchApiCalls } from './metrics.ts';
import type { Spendbot } from './open-spendbot.ts';

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

interface OperationsPages {
  /** Throws, with the reason, while spendbot can't answer. */
  ready(): Promise<void>;
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/**
 * For monitoring: `GET /healthz` says that the process is alive, `/readyz` that it can answer (503 with the reason if not), and `/metrics`
 * has its counters. `port` 0 is any free one. Every request gets a response, whatever its target is.
 *
 * @throws ConfigError when the address can't be used.
 */
async function startOperationsServer(
  { port, host }: { readonly port: number; readonly host: string },
  pages: OperationsPages,
  logger: Logger,
) {
  const listener: RequestListener = (request, response) => {
    // The target is compared as it was sent: `//` and `http://[` are no addresses that can be parsed.
    const path = request.method === 'GET' ? request.url?.split('?')[0] : undefined;
    answer(path, pages, response).catch((error: unknown) => {
      logger.error({ err: error, url: request.url }, 'an operations page could not be made');
      if (response.headersSent) response.destroy();
      else say(response, 500, 'failed, see the log\n');
    });
  };
  const server = createServer(listener);
  // Without this, Node closes the connection without a response.
  server.on('connect', (_request, socket) => socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n'));
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const isOfHost = ['ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN', 'EINVAL'].includes(error.code ?? '');
    throw new ConfigError([
      isOfHost
        ? `METRICS_HOST is ${host}, which is no address of this machine (${error.code}): set 127.0.0.1, or 0.0.0.0 for all of them.`
        : `METRICS_PORT is ${port}, which cannot be used (${error.code}): set another one.`,
    ]);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function answer(path: string | undefined, { ready, metrics }: OperationsPages, response: ServerResponse): Promise<void> {
  if (path === '/healthz') return say(response, 200, 'ok\n');
  if (path === '/metrics') {
    const { contentType, text } = await metrics();
    response.writeHead(200, { 'content-type': contentType }).end(text);
    return;
  }
  if (path !== '/readyz') return say(response, 404, 'Nothing is here\n');
  try {
    await ready();
  } catch (error) {
    return say(response, 503, `not ready: ${withoutSecrets(errorMessage(error))}\n`);
  }
  say(response, 200, 'ready\n');
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}
