import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { type CustomTypesConfig, Pool, type PoolClient, types } from 'pg';
import { readAddress, shownAddress } from './address.ts';
import { lastingConnection } from './postgres-connection.ts';
import { isConnectionLost, withReruns } from './retry-transactions.ts';
import type { Schema } from './schema.ts';
import { messageOf, StoreError } from './store-error.ts';

/** Gives a connection, waiting up to `patienceMs` for a server that cannot be reached. */
type Connect = (patienceMs: number) => Promise<PoolClient>;

/**
 * `pool` as kysely uses it, its connections lasting longer than those of the network: see `lastingConnection`.
 *
 * @throws StoreError on connecting, when the server refuses, or is not reached within `runningMs`.
 */
function lastingPool(pool: Pool, shown: string, { runningMs, idleTransactionMs }: Patience): PostgresPool {
  // The pool drops a connection that dies while nobody uses it; whoever needs one next gets a new one, or is told.
  pool.on('error', unheard);
  // One that dies while it is used says so by an event too, perhaps together with the word that it is connected: before anybody
  // could listen.
  pool.on('connect', client => client.on('error', unheard));
  const connect = connectPatiently(pool, shown);
  return {
    options: {},
    connect: async () => lastingConnection(await connect(runningMs), () => connect(runningMs), idleTransactionMs),
    end: () => pool.end(),
  };
}

function unheard(): void {
  // The next statement fails with the same reason.
}

/** The pool gives up on one try after this long. */
const connectionTimeoutMs = 10_000;
const longestPauseMs = 2000;

function connectPatiently(pool: Pool, shown: string): Connect {
  return async patienceMs => {
    let waitedMs = 0;
    for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return await pool.connect();
      } catch (error) {
        if (!isConnectionLost(error)) throw refused(shown, error);
        if (waitedMs >= patienceMs) throw unreachable(shown, error);
        waitedMs +=
          pauseMs + (/^(?:timeout|Connection terminated due to connection timeout)/.test(messageOf(error)) ? connectionTimeoutMs : 0);
        await sleep(pauseMs);
      }
    }
  };
}

function refused(shown: string, error: unknown): StoreError {
  return new StoreError(
    'store_refused',
    `${shown} refuses spendbot: ${messageOf(error)}. Check user, password and database in DATABASE_URL, and sslmode if it asks for TLS.`,
  );
}

function unreachable(shown: string, error: unknown): StoreError {
  return new StoreError(
    'store_unreachable',
    `${shown} cannot be reached: ${messageOf(error)}. Check host and port in DATABASE_URL, and that the server runs and lets this machine in.`,
  );
}

/** How long an unreachable server is waited for: shorter at the start, where a wrong address is likelier than a failover. */
interface Patience {
  readonly openingMs: number;
  readonly runningMs: number;
  /**
   * How long the server lets a transaction sit between two statements before it ends the session and frees the rows. A process that is
   * suspended or cut off in a transaction would otherwise hold everybody else up. 15 s: we never take a second between two statements,
   * and whoever takes over a lease, after 30 s, finds nothing locked.
   */
  readonly idleTransactionMs: number;
}

const usualPatience: Patience = { openingMs: 10_000, runningMs: 30_000, idleTransactionMs: 15_000 };

/**
 * Opens a PostgreSQL database, 13 or later. A connection that is lost later is waited for and made again, and what it had not
 * finished is run again (see `lastingConnection` and `withReruns`).
 *
 * @throws StoreError when it refuses or cannot be reached; the password is in no message.
 */
export async function openPostgres(url: string, patience: Partial<Patience> = {}): Promise<Kysely<Schema>> {
  const shown = shownAddress(readAddress(url));
  const pool = new Pool({
    ...{ connectionString: url, types: wholeNumbers, application_name: 'spendbot' },
    ...{ max: 10, connectionTimeoutMillis: connectionTimeoutMs, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  });
  const limits = { ...usualPatience, ...patience };
  const lasting = lastingPool(pool, shown, limits);
  try {
    (await connectPatiently(pool, shown)(limits.openingMs)).release();
  } catch (error) {
    await pool.end();
    throw error;
  }
  return withReruns(new Kysely<Schema>({ dialect: new PostgresDialect({ pool: lasting }) }));
}

/** int8 (20), int4 (23), and the numeric (1700) that a SUM of int8 is, as `bigint`: for this pool, not for the whole process. */
const wholeNumbers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 || oid === 23 || oid === 1700 ? (text: string) => BigInt(text) : types.getTypeParser(oid, format),
};
