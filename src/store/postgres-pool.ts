import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPool } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { lastingConnection } from './postgres-connection.ts';
import { isConnectionLost } from './postgres-errors.ts';
import { messageOf, StoreError } from './store-error.ts';

/** Gives a connection, waiting up to `patienceMs` for a server that cannot be reached. */
export type Connect = (patienceMs: number) => Promise<PoolClient>;

/**
 * `pool` as kysely uses it, its connections lasting longer than those of the network: see `lastingConnection`.
 *
 * @throws StoreError on connecting, when the server refuses, or is not reached within `patienceMs`.
 */
export function lastingPool(pool: Pool, shown: string, patienceMs: number): PostgresPool {
  // The pool drops a connection that dies while nobody uses it; whoever needs one next gets a new one, or is told.
  pool.on('error', unheard);
  // One that dies while it is used says so by an event too, perhaps together with the word that it is connected: before anybody
  // could listen.
  pool.on('connect', client => client.on('error', unheard));
  const connect = connectPatiently(pool, shown);
  return {
    options: {},
    connect: async () => lastingConnection(await connect(patienceMs), () => connect(patienceMs)),
    end: () => pool.end(),
  };
}

function unheard(): void {
  // The next statement fails with the same reason.
}

/** The pool gives up on one try after this long. */
export const connectionTimeoutMs = 10_000;
const longestPauseMs = 2000;

export function connectPatiently(pool: Pool, shown: string): Connect {
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
