import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import type { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import type { RunOutcome } from '#delivery/jobs/jobs.ts';
import type { Backlog } from '#delivery/outbox/outbox-store.ts';
import type { Measure } from '#features/answer-typed.ts';
import type { StatusView } from '#features/status/view.ts';

/** Metrics about spendbot itself, for Prometheus. None of them is spend. */
export interface Metrics {
  text(): Promise<string>;
  readonly contentType: string;
  /** Records an answer: its feature, how long it took, and whether it succeeded. */
  readonly measure: Measure;
  /** Records a finished call to an external API. `outcome` is the HTTP status, or `failed` without a response. */
  countCall(api: string, outcome: string, seconds: number): void;
  countRun(job: string, outcome: RunOutcome, seconds: number): void;
}

/** Values looked up each time the page is served. */
export interface Looked {
  readonly status: () => Promise<StatusView>;
  readonly databaseBytes: () => Promise<number>;
  readonly backlog: () => Promise<Backlog>;
  readonly now: () => Date;
  readonly troubles: CurrentTroubles;
}

/** In seconds, from a table lookup to an answer with a chart. */
const buckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics(looked: Looked): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = histogram('spendbot_api_call_seconds', 'Calls to the APIs of others, by outcome', ['api', 'outcome']);
  const answered = histogram('spendbot_answer_seconds', 'Answers, by feature and whether they were given', ['feature', 'outcome']);
  const runs = new Counter({
    name: 'spendbot_job_runs_total',
    help: 'Runs of jobs, by outcome',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const runSeconds = histogram('spendbot_job_seconds', 'How long runs of jobs take', ['job']);
  const lookUp = registerGauges(registry, looked);
  return {
    async text() {
      await lookUp();
      return registry.metrics();
    },
    contentType: registry.contentType,
    countCall: (api, outcome, seconds) => calls.observe({ api, outcome }, seconds),
    countRun(job, outcome, seconds) {
      runs.inc({ job, outcome });
      runSeconds.observe({ job }, seconds);
    },
    async measure(feature, answer) {
      const end = answered.startTimer({ feature });
      try {
        const given = await answer();
        end({ outcome: 'given' });
        return given;
      } catch (error) {
        end({ outcome: 'failed' });
        throw error;
      }
    },
  };

  function histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers });
  }
}

const readingDatabase = 'read the database';

/** Registers the gauges, and returns the function that updates them. */
function registerGauges(registry: Registry, { status, databaseBytes, backlog, now, troubles }: Looked): () => Promise<void> {
  const size = gauge('spendbot_database_bytes', 'Room that the database takes');
  const depth = gauge('spendbot_outbox_depth', 'Messages on their way to Slack');
  const oldest = gauge('spendbot_outbox_age_seconds', 'Time that the oldest of them has waited; 0 when there is none');
  const age = gauge('spendbot_collection_age_seconds', 'Time since a source was last read', ['source']);
  const failedDays = gauge('spendbot_failed_days', 'Days that could not be collected', ['source']);
  const leftOutRows = gauge('spendbot_left_out_rows', 'Rows of OpenAI that could not be read or added up', ['source']);
  const stopped = gauge('spendbot_source_stopped', '1 while a source is refused', ['source']);
  const failing = gauge('spendbot_failing', 'Failed tries of what fails right now: collect, a job, or reading the database', ['what']);
  return async () => {
    try {
      await lookUp();
      troubles.worked(readingDatabase);
    } catch (error) {
      // The page says so, and still has everything that is counted in memory.
      troubles.failed(readingDatabase, error, now());
    }
    failing.reset();
    for (const { what, failedTries } of troubles.list()) failing.set({ what }, failedTries);
  };

  async function lookUp(): Promise<void> {
    const [bytes, waiting, { sources }] = await Promise.all([databaseBytes(), backlog(), status()]);
    size.set(bytes);
    depth.set(waiting.messages);
    oldest.set(waiting.oldestCreatedAt === null ? 0 : secondsSince(waiting.oldestCreatedAt));
    for (const { id, lastCollectedAt, failures, leftOut, stoppedBecause } of sources) {
      if (lastCollectedAt !== null) age.set({ source: id }, secondsSince(lastCollectedAt));
      failedDays.set({ source: id }, new Set(failures.flatMap(({ days }) => days)).size);
      leftOutRows.set(
        { source: id },
        leftOut.reduce((sum, { rows }) => sum + rows, 0),
      );
      stopped.set({ source: id }, stoppedBecause === null ? 0 : 1);
    }
  }

  function gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [registry] });
  }

  function secondsSince(time: string): number {
    return Math.max(0, (now().getTime() - Date.parse(time)) / 1000);
  }
}

/** Names of external APIs, by origin: `https://api.openai.com`. */
export type ApiNames = ReadonlyMap<string, string>;

/** The object that identifies a call across messages. */
const requestMessage = z.object({ request: z.custom<object>(value => typeof value === 'object' && value !== null) });
const createdMessage = z.object({ origin: z.union([z.string(), z.instanceof(URL)]) });
const headersMessage = z.object({ response: z.object({ statusCode: z.number() }) });

/**
 * Calls `onCall` for each `fetch` of this process to one of `apis`. Node announces them on its diagnostics channels
 * (https://nodejs.org/api/diagnostics_channel.html). `outcome` is the HTTP status, or `failed` without a response.
 *
 * @returns a function that stops watching.
 */
export function watchApiCalls(
  apis: ApiNames,
  nowMs: () => number,
  onCall: (api: string, outcome: string, seconds: number) => void,
): () => void {
  const underWay = new WeakMap<object, { api: string; startedAtMs: number }>();
  const ended = (request: object, outcome: string) => {
    const call = underWay.get(request);
    if (call === undefined) return;
    underWay.delete(request);
    onCall(call.api, outcome, (nowMs() - call.startedAtMs) / 1000);
  };
  const listeners: Readonly<Record<string, (message: unknown) => void>> = {
    'undici:request:create': message => {
      const { request } = requestMessage.parse(message);
      const api = apis.get(String(createdMessage.parse(request).origin).replace(/\/$/, ''));
      if (api !== undefined) underWay.set(request, { api, startedAtMs: nowMs() });
    },
    'undici:request:headers': message =>
      ended(requestMessage.parse(message).request, String(headersMessage.parse(message).response.statusCode)),
    'undici:request:error': message => ended(requestMessage.parse(message).request, 'failed'),
  };
  for (const [channel, listener] of Object.entries(listeners)) subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of Object.entries(listeners)) unsubscribe(channel, listener);
  };
}
