import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultConnectionProvider, DefaultQueryExecutor, type Driver, Kysely, PostgresDialect } from 'kysely';
import { type CustomTypesConfig, Pool, type PoolClient, types } from 'pg';
import { errorMessage } from '#core/error-message.ts';
import { readAddress, shownAddress } from './address.ts';
import { PostgresSession } from './postgres-session.ts';
import { isConnectionLost, rerun } from './rerun.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

/** How long a server may keep us waiting, and we it. */
interface Patience {
  /** For an unreachable server at the start, where a wrong address is likelier than a failover. */
  readonly openingMs: number;
  /** For an unreachable server later. */
  readonly runningMs: number;
  /**
   * How long the server lets a transaction sit between two statements before it ends the session and frees the rows. A process that is
   * suspended or cut off in a transaction would otherwise hold everybody else up. 15 s: we never take a second between two statements,
   * and whoever takes over a lease, after 30 s, finds nothing locked.
   */
  readonly idleTransactionMs: number;
}

const usualPatience: Patience = { openingMs: 10_000, runningMs: 30_000, idleTransactionMs: 15_000 };

/** The pool gives up on one try to connect after this long. */
const connectionTimeoutMs = 10_000;
const longestPauseMs = 2000;

/**
 * Opens a PostgreSQL database, 13 or later. A statement or transaction that loses its connection, or a race against another one, is run
 * again from the start, and is never done twice (see {@link PostgresSession}).
 *
 * @throws StoreError when the server refuses or cannot be reached; the password is in no message.
 */
export async function openPostgres(url: string, patience: Partial<Patience> = {}): Promise<Kysely<Schema>> {
  const { openingMs, runningMs, idleTransactionMs } = { ...usualPatience, ...patience };
  const shown = shownAddress(readAddress(url));
  const pool = new Pool({
    ...{ connectionString: url, types: wholeNumbers, application_name: 'spendbot' },
    ...{ max: 10, connectionTimeoutMillis: connectionTimeoutMs, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  });
  // A connection that dies while it is idle is dropped by the pool; one that dies in use fails the statement, and may report it as an
  // event before anybody else can listen.
  pool.on('error', ignore);
  pool.on('connect', client => client.on('error', ignore));
  try {
    (await connect(pool, shown, openingMs)).release();
  } catch (error) {
    await pool.end();
    throw error;
  }
  const session = async (): Promise<PostgresSession> =>
    new PostgresSession(await connect(pool, shown, runningMs), session, idleTransactionMs);
  const driver = driverOf(session, () => pool.end());
  const dialect = new PostgresDialect({ pool });
  const connections = new DefaultConnectionProvider(driver);
  const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), {
    provideConnection: consumer => rerun(() => connections.provideConnection(consumer)),
  });
  return new Kysely<Schema>({ config: { dialect }, dialect, driver, executor });
}

function ignore(): void {}

function driverOf(session: () => Promise<PostgresSession>, end: () => Promise<void>): Driver {
  let ended: Promise<void> | null = null;
  return {
    init: async () => {},
    acquireConnection: session,
    beginTransaction: (on: PostgresSession) => on.begin(),
    commitTransaction: (on: PostgresSession) => on.commit(),
    rollbackTransaction: (on: PostgresSession) => on.rollback(),
    releaseConnection: async (on: PostgresSession) => on.release(),
    async destroy() {
      ended ??= end();
      await ended;
    },
  };
}

/** A connection, waiting up to `patienceMs` for a server that cannot be reached. Throws StoreError. */
async function connect(pool: Pool, shown: string, patienceMs: number): Promise<PoolClient> {
  let waitedMs = 0;
  for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await pool.connect();
    } catch (error) {
      const words = errorMessage(error);
      if (!isConnectionLost(error)) throw refused(shown, words);
      if (waitedMs >= patienceMs) throw unreachable(shown, words);
      const isTimeout = /^(?:timeout|Connection terminated due to connection timeout)/.test(words);
      waitedMs += pauseMs + (isTimeout ? connectionTimeoutMs : 0);
      await sleep(pauseMs);
    }
  }
}

function refused(shown: string, words: string): StoreError {
  return new StoreError(
    'store_refused',
    `${shown} refuses spendbot: ${words}. Check user, password and database in DATABASE_URL, and sslmode if it asks for TLS.`,
  );
}

function unreachable(shown: string, words: string): StoreError {
  return new StoreError(
    'store_unreachable',
    `${shown} cannot be reached: ${words}. Check host and port in DATABASE_URL, and that the server runs and lets this machine in.`,
  );
}

/** int8 (20), int4 (23), and the numeric (1700) that a SUM of int8 is, as `bigint`: for this pool, not for the whole process. */
const wholeNumbers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 || oid === 23 || oid === 1700 ? (text: string) => BigInt(text) : types.getTypeParser(oid, format),
};
