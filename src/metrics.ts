import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { StatusView } from './ask/view.ts';

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
  countRun(job: string, outcome: 'done' | 'failed', seconds: number): void;
}

/** What is looked up each time the page is asked for. */
export interface Looked {
  readonly status: () => Promise<StatusView>;
  readonly databaseBytes: () => Promise<number>;
  readonly now: () => Date;
}

/** Seconds, from a table look-up to an answer with a chart. */
const buckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics({ status, databaseBytes, now }: Looked): Metrics {
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
  addLookedUp();
  return {
    text: () => registry.metrics(),
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

  function addLookedUp(): void {
    new Gauge({
      name: 'spendbot_database_bytes',
      help: 'Room that the database takes',
      registers,
      async collect() {
        this.set(await databaseBytes());
      },
    });
    const failing = new Gauge({
      name: 'spendbot_failed_days',
      help: 'Days that could not be collected',
      labelNames: ['source'],
      registers,
    });
    const stopped = new Gauge({ name: 'spendbot_source_stopped', help: '1 while a source is refused', labelNames: ['source'], registers });
    new Gauge({
      name: 'spendbot_collection_age_seconds',
      help: 'Time since the last collection of a source ended',
      labelNames: ['source'],
      registers,
      async collect() {
        for (const { id, lastCollectedAt, failures, stoppedBecause } of (await status()).sources) {
          if (lastCollectedAt !== null) this.set({ source: id }, (now().getTime() - Date.parse(lastCollectedAt)) / 1000);
          failing.set({ source: id }, new Set(failures.map(({ day }) => day)).size);
          stopped.set({ source: id }, stoppedBecause === null ? 0 : 1);
        }
      },
    });
  }
}
