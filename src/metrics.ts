import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RunOutcome } from '#delivery/jobs/jobs.ts';
import type { Backlog } from '#delivery/outbox/outbox-store.ts';
import type { StatusView } from '#features/status/view.ts';

/** What spendbot counts of itself, as Prometheus reads it. None of it is spend. */
export interface Metrics {
  /** The whole page at `/metrics`. */
  text(): Promise<string>;
  readonly contentType: string;
  /** `answers`, each call that gives a promise counted by the function's name, its time and whether it succeeded. */
  measured<T extends object>(answers: T): T;
  /** One call to somebody else's API has ended; `outcome` is an HTTP status, or `failed` when no answer came. */
  countCall(api: string, outcome: string, seconds: number): void;
  /** One run of a job has ended. */
  countRun(job: string, outcome: RunOutcome, seconds: number): void;
}

/** What is looked up each time the page is asked for. */
export interface Looked {
  readonly status: () => Promise<StatusView>;
  readonly databaseBytes: () => Promise<number>;
  readonly backlog: () => Promise<Backlog>;
  readonly now: () => Date;
}

/** Seconds, from a table look-up to an answer with a chart. */
const buckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics(looked: Looked): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = histogram('spendbot_api_call_seconds', 'Calls to the APIs of others, by outcome', ['api', 'outcome']);
  const answered = histogram('spendbot_answer_seconds', 'Answers, by kind and whether they were given', ['kind', 'outcome']);
  const runs = new Counter({
    name: 'spendbot_job_runs_total',
    help: 'Runs of jobs, by outcome',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const runSeconds = histogram('spendbot_job_seconds', 'How long runs of jobs take', ['job']);
  const lookUp = lookedUp(registry, looked);
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
    measured: answers =>
      new Proxy(answers, {
        get(target, name) {
          const found: unknown = Reflect.get(target, name);
          if (typeof found !== 'function') return found;
          return (...asked: unknown[]) => {
            const end = answered.startTimer({ kind: String(name) });
            const given: unknown = Reflect.apply(found, target, asked);
            return given instanceof Promise ? timed(given, end) : given;
          };
        },
      }),
  };

  function histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers });
  }

  async function timed<T>(answer: Promise<T>, end: (labels: { outcome: string }) => void): Promise<T> {
    try {
      const given = await answer;
      end({ outcome: 'given' });
      return given;
    } catch (error) {
      end({ outcome: 'failed' });
      throw error;
    }
  }
}

/** Gauges of how things stand, and the function that brings them up to date. */
function lookedUp(registry: Registry, { status, databaseBytes, backlog, now }: Looked): () => Promise<void> {
  const size = gauge('spendbot_database_bytes', 'Room that the database takes');
  const depth = gauge('spendbot_outbox_depth', 'Messages on their way to Slack');
  const oldest = gauge('spendbot_outbox_age_seconds', 'Time that the oldest of them has waited; 0 when there is none');
  const age = gauge('spendbot_collection_age_seconds', 'Time since the last collection of a source ended', ['source']);
  const failing = gauge('spendbot_failed_days', 'Days that could not be collected', ['source']);
  const stopped = gauge('spendbot_source_stopped', '1 while a source is refused', ['source']);
  return async () => {
    const [bytes, waiting, { sources }] = await Promise.all([databaseBytes(), backlog(), status()]);
    size.set(bytes);
    depth.set(waiting.messages);
    oldest.set(waiting.oldestCreatedAt === null ? 0 : secondsSince(waiting.oldestCreatedAt));
    for (const { id, lastCollectedAt, failures, stoppedBecause } of sources) {
      if (lastCollectedAt !== null) age.set({ source: id }, secondsSince(lastCollectedAt));
      failing.set({ source: id }, new Set(failures.flatMap(({ days }) => days)).size);
      stopped.set({ source: id }, stoppedBecause === null ? 0 : 1);
    }
  };

  function gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [registry] });
  }

  function secondsSince(time: string): number {
    return Math.max(0, (now().getTime() - Date.parse(time)) / 1000);
  }
}
