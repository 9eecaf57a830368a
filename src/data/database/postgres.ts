import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultConnectionProvider, DefaultQueryExecutor, type Driver, Kysely, PostgresDialect } from 'kysely';
import { type CustomTypesConfig, Pool, type PoolClient, types } from 'pg';
import { errorMessage } from '#core/error-message.ts';
import { readAddress, shownAddress } from './address.ts';
import { isConnectionLost, PostgresSession, rerun } from './postgres-session.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

/** How long we wait for the server, and the server for us. */
interface Patience {
  /** How long to wait for an unreachable server at startup, when a wrong address is more likely than a failover. */
  readonly openingMs: number;
  /** How long to wait for an unreachable server later on. */
  readonly runningMs: number;
  /** How long the server lets a transaction idle before it frees its locks. A suspended process must not hold them past its 30 s lease. */
  readonly idleTransactionMs: number;
}

const usualPatience: Patience = { openingMs: 10_000, runningMs: 30_000, idleTransactionMs: 15_000 };

/** How long the pool spends on one connection attempt. */
const connectionTimeoutMs = 10_000;
const longestPauseMs = 2000;
const mostConnections = 10;

/**
 * Opens PostgreSQL 13 or later. What loses its connection or a race is retried, never applied twice (see {@link PostgresSession}).
 * Throws StoreError, without the password, when the server refuses us or can't be reached.
 */
export async function openPostgres(url: string, patience: Partial<Patience> = {}): Promise<Kysely<Schema>> {
  const { openingMs, runningMs, idleTransactionMs } = { ...usualPatience, ...patience };
  const shown = shownAddress(readAddress(url));
  const pool = new Pool({
    ...{ connectionString: url, types: wholeNumbers, application_name: 'spendbot' },
    ...{ max: mostConnections, connectionTimeoutMillis: connectionTimeoutMs, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  });
  // The pool drops a connection that dies while idle. One that dies in use fails its statement, and may emit the error before anyone else
  // can listen for it.
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

/** Connects, retrying an unreachable server for up to `patienceMs`. Throws StoreError. */
async function connect(pool: Pool, shown: string, patienceMs: number): Promise<PoolClient> {
  let waitedMs = 0;
  for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await pool.connect();
    } catch (error) {
      const words = errorMessage(error);
      const failure = isConnectionLost(error) ? (hasNoConnectionLeft(error) ? full : unreachable) : refused;
      if (failure === refused || waitedMs >= patienceMs)
        throw new StoreError(failure.code, `${shown} ${failure.what}: ${words}. ${failure.advice}`);
      const isTimeout = /^(?:timeout|Connection terminated due to connection timeout)/.test(words);
      waitedMs += pauseMs + (isTimeout ? connectionTimeoutMs : 0);
      await sleep(pauseMs);
    }
  }
}

const refused = {
  code: 'store_refused',
  what: 'refuses spendbot',
  advice: 'Check user, password and database in DATABASE_URL, and sslmode if it asks for TLS.',
} as const;

const full = {
  code: 'store_refused',
  what: 'has no connection left for spendbot',
  advice: `Raise max_connections, or the limit of its user or database, or end other connections. Each spendbot uses up to ${mostConnections}.`,
} as const;

const unreachable = {
  code: 'store_unreachable',
  what: 'cannot be reached',
  advice: 'Check host and port in DATABASE_URL, and that the server runs and lets this machine in.',
} as const;

/** Whether all connections that the server, the database or the user may have are in use. */
function hasNoConnectionLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '53300';
}

/** int8 (20), int4 (23), and numeric (1700, the SUM of an int8) as `bigint`, for this pool rather than the whole process. */
const wholeNumbers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 || oid === 23 || oid === 1700 ? (text: string) => BigInt(text) : types.getTypeParser(oid, format),
};
