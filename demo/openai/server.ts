import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Instant } from '#core/time/day.ts';
import { tooManyRequests } from './api-refusal.ts';
import type { Backend } from './backend.ts';
import { control } from './control.ts';
import { createFailures, type Failure } from './failures.ts';
import type { GroupingRefusal } from './grouping.ts';
import { adminKey, checkKey, plainKey } from './keys.ts';
import { createLedger, type Ledger, type LedgerOptions } from './ledger.ts';
import { createRateWindow } from './rate-window.ts';
import { answerOf, send, sendFailing } from './respond.ts';
import { routeOf } from './routes.ts';
import { createStats, type Stats } from './stats.ts';
import { organization } from './team.ts';
import type { Answering, Tamper } from './wild/tamper.ts';

export interface StandInOptions extends LedgerOptions {
  /** Any free one by default. */
  readonly port?: number;
  /** The time that the data is as of; the machine's clock by default. It may stand still. */
  readonly now?: Clock;
  /** The last moment of the 120 days of history; the clock's time at the start by default. Later days follow. */
  readonly historyUntil?: Instant;
  readonly seed?: string;
  /** Requests in any 60 seconds: by default 5 to `/v1/usage` and 60 with the admin key; null lets all in. */
  readonly limits?: { readonly usage?: number | null; readonly admin?: number | null };
  /** The clock of the limits in milliseconds, which runs even when `now` stands still; the machine's by default. */
  readonly limitClock?: () => number;
  readonly amounts?: Backend['amounts'];
  /** Groupings that get a 400; none by default. */
  readonly refuse?: readonly GroupingRefusal[];
  /** The rows of the bill by default. */
  readonly identity?: Backend['identity'];
  /** What goes wrong from the start, as with {@link OpenAiStandIn.fail}. */
  readonly failures?: readonly Failure[];
  /** What is changed in answers from the start, the first one first; see {@link Tamper}. */
  readonly tampers?: readonly Tamper[];
}

export interface OpenAiStandIn {
  /** The base address for `OPENAI_BASE_URL`, with `/v1`. */
  readonly url: string;
  readonly adminKey: string;
  readonly plainKey: string;
  readonly organizationId: string;
  /** The truth, for comparing with what was collected. */
  readonly ledger: Ledger;
  readonly stats: Stats;
  /** Makes requests fail from now on; see {@link Failure}. */
  fail(failure: Failure): void;
  /** Changes answers from now on. */
  tamper(tamper: Tamper): void;
  /** Ends every failure and every change. */
  heal(): void;
  /** Also ends open connections. */
  close(): Promise<void>;
}

/** A local OpenAI that serves the organization's and the key-only endpoints for a made-up team. */
export async function startOpenAiStandIn(options: StandInOptions = {}): Promise<OpenAiStandIn> {
  const {
    now = () => new Date(),
    seed = 'acme',
    limitClock = () => performance.now(),
    amounts = 'mixed',
    refuse = [],
    identity = ['rows'],
  } = options;
  const ledger = createLedger(seed, options.historyUntil ?? now(), options);
  const { usage = 5, admin = 60 } = options.limits ?? {};
  const windows = { plain: createRateWindow(usage), admin: createRateWindow(admin) };
  const failures = createFailures(seed);
  for (const failure of options.failures ?? []) failures.add(failure);
  let tampers = [...(options.tampers ?? [])];
  const { stats, note } = createStats(windows);
  const closing = new AbortController();

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    adminKey,
    plainKey,
    organizationId: organization.id,
    ledger,
    stats,
    fail: failures.add,
    tamper(tamper) {
      tampers.push(tamper);
    },
    heal() {
      failures.clear();
      tampers = [];
    },
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    if (pathname === '/__control') return control(request, response, failures, stats);
    note.request(pathname);
    const truth = answerOf(() => {
      const { route, named } = routeOf(method, pathname);
      const waitMs = route.isLimited ? windows[route.key].take(limitClock()) : 0;
      if (waitMs > 0) {
        note.tooFast();
        throw tooManyRequests(Math.ceil(waitMs / 1000));
      }
      checkKey(request.headers.authorization, route, method, pathname);
      const trueBody: Answering = query => route.answer(named, query, { ledger, now: now(), amounts, refuse, identity });
      return tampers.reduce<Answering>((body, tamper) => query => tamper(pathname, query, body), trueBody)(searchParams);
    });
    const isKnown = identity.includes('header') && truth.status !== 401;
    const answer = isKnown ? { ...truth, headers: { ...truth.headers, 'openai-organization': organization.id } } : truth;
    const failure = answer.status === 429 ? null : failures.next(pathname);
    if (!failure) return send(response, answer);
    note.failure(failure.kind);
    await sendFailing(response, pathname, answer, failure, closing.signal);
  }
}
