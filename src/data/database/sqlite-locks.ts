import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery, type DatabaseConnection, DefaultQueryExecutor, type Dialect, DummyDriver, Kysely } from 'kysely';
import { StoreError } from './store-error.ts';

const longestPauseMs = 200;

/**
 * A database on `dialect` where a statement or transaction that finds the file locked is run again from the start, for up to `waitMs`.
 * SQLite's own wait would block the whole process, so that Slack gets no acknowledgements.
 */
export function waitingForLocks<Schema>(dialect: Dialect, waitMs: number): Kysely<Schema> {
  const impatient = new Kysely<Schema>({ dialect });
  const connections = impatient.getExecutor();
  const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), {
    provideConnection: consumer => whileLocked(() => connections.provideConnection(consumer), waitMs),
  });
  return new Kysely<Schema>({ config: { dialect }, dialect, driver: new DriverOf(impatient), executor });
}

async function whileLocked<T>(work: () => Promise<T>, waitMs: number): Promise<T> {
  let waitedMs = 0;
  for (let pauseMs = 10; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'store_locked' || waitedMs >= waitMs) throw error;
      waitedMs += pauseMs;
      await sleep(pauseMs);
    }
  }
}

/** Begins and ends transactions on a connection of `database`, and closes it. Connections come from the executor. */
class DriverOf extends DummyDriver {
  readonly #database: { destroy(): Promise<void> };

  constructor(database: { destroy(): Promise<void> }) {
    super();
    this.#database = database;
  }

  override async beginTransaction(connection?: DatabaseConnection): Promise<void> {
    await connection?.executeQuery(CompiledQuery.raw('begin'));
  }

  override async commitTransaction(connection?: DatabaseConnection): Promise<void> {
    await connection?.executeQuery(CompiledQuery.raw('commit'));
  }

  override async rollbackTransaction(connection?: DatabaseConnection): Promise<void> {
    await connection?.executeQuery(CompiledQuery.raw('rollback'));
  }

  override async destroy(): Promise<void> {
    await this.#database.destroy();
  }
}
