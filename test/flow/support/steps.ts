import type { DatabaseConnection, QueryResult } from 'kysely';
import { type Database, openDatabase } from '#data/database/open.ts';

/** The error that everything fails with in a process that was stopped. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Where a process ends: right after the `count`-th step, or the `count`-th one called `step`. */
export interface LastStep {
  readonly step?: string | undefined;
  readonly count: number;
}

/**
 * What one process does to the world outside, step by step: each statement that changes something, each commit, and each call that changes
 * something in Slack. Right after `last` the process is as good as dead: nothing gets in or out.
 */
export class Steps {
  /** In words: `insert outbox`, `commit`, `chat.postMessage`. */
  readonly taken: string[] = [];
  /** How often the database or Slack was asked for anything, steps or not. */
  asked = 0;
  readonly #last: LastStep | null;
  readonly #stop: () => void;
  #isStopped = false;

  /** `stop` is called at the last step; a real process kills itself there. */
  constructor(last: LastStep | null = null, stop: () => void = () => undefined) {
    this.#last = last;
    this.#stop = stop;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** What `run` gives. It was a step if `stepOf` says so of that. @throws Stopped once the process is stopped. */
  async take<T>(run: () => Promise<T>, stepOf: (result: T) => string | null): Promise<T> {
    this.#assertRunning();
    this.asked += 1;
    const result = await run();
    this.#assertRunning();
    const step = stepOf(result);
    if (step === null) return result;
    this.taken.push(step);
    if (this.#isLast()) {
      this.#isStopped = true;
      this.#stop();
    }
    this.#assertRunning();
    return result;
  }

  #isLast(): boolean {
    if (this.#last === null) return false;
    const { step, count } = this.#last;
    return this.taken.filter(taken => step === undefined || taken === step).length === count;
  }

  #assertRunning(): void {
    if (this.#isStopped) throw new Stopped('this process was stopped');
  }
}

/**
 * Opens the database for a process whose steps are counted. What a stopped process had not committed is lost when it is destroyed.
 * `observer` is the same database for whoever looks on; what it does is no step.
 */
export async function openCounted(url: string, steps: Steps): Promise<{ database: Database; observer: Database }> {
  const database = await openDatabase(url);
  const observer = database.withoutPlugins();
  const executor = database.getExecutor();
  const provide = executor.provideConnection.bind(executor);
  executor.provideConnection = (consumer, options) => provide(connection => consumer(counted(connection, steps)), options);
  return { database, observer };
}

/** For Slack's clients. What they only read is no step. */
export function countedFetch(steps: Steps): typeof fetch {
  return (url, init) => {
    const [, folder, method] = new URL(String(url)).pathname.split('/');
    const call = (folder === 'api' ? method : folder) ?? '';
    return steps.take(
      () => fetch(url, init),
      () => (/^(files\.info|conversations\.)/.test(call) ? null : call),
    );
  };
}

function counted(connection: DatabaseConnection, steps: Steps): DatabaseConnection {
  const executeQuery: DatabaseConnection['executeQuery'] = (query, options) =>
    steps.take(
      () => connection.executeQuery(query, options),
      result => writtenBy(query.sql, result as QueryResult<unknown>),
    );
  // Drivers call methods of their own connections by names of their own.
  return new Proxy(connection, {
    get(target, name) {
      if (name === 'executeQuery') return executeQuery;
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (!/^(?:begin|commit|rollback)$/.test(String(name))) return value.bind(target);
      // PostgreSQL's sessions have methods for what SQLite's driver says with statements.
      return () =>
        steps.take(
          () => value.call(target),
          () => (name === 'commit' ? name : null),
        );
    },
  });
}

/** What a statement wrote; null where it changed nothing. */
function writtenBy(sql: string, { numAffectedRows, rows }: QueryResult<unknown>): string | null {
  if (sql === 'commit') return sql;
  const [, verb, table] = /^\s*(insert|update|delete)(?: into| from)? "(\w+)"/i.exec(sql) ?? [];
  // SQLite does not count the rows of a statement that returns them.
  return verb === undefined || (numAffectedRows ?? BigInt(rows.length)) === 0n ? null : `${verb} ${table}`;
}
