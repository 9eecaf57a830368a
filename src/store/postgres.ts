import { Kysely, PostgresDialect } from 'kysely';
import { type CustomTypesConfig, Pool, types } from 'pg';
import { readAddress, shownAddress } from './address.ts';
import { connectionTimeoutMs, connectPatiently, lastingPool } from './postgres-pool.ts';
import { withReruns } from './rerun.ts';
import type { Schema } from './schema.ts';

/** How long an unreachable server is waited for: shorter at the start, where a wrong address is likelier than a failover. */
interface Patience {
  readonly openingMs: number;
  readonly runningMs: number;
}

const patient: Patience = { openingMs: 10_000, runningMs: 30_000 };

/**
 * Opens a PostgreSQL database, 13 or later. A connection that is lost later is waited for and made again, and what it had not
 * finished is run again (see `lastingConnection` and `withReruns`).
 *
 * @throws StoreError when it refuses or cannot be reached; the password is in no message.
 */
export async function openPostgres(url: string, patience = patient): Promise<Kysely<Schema>> {
  const shown = shownAddress(readAddress(url));
  const pool = new Pool({
    ...{ connectionString: url, types: wholeNumbers, application_name: 'spendbot' },
    ...{ max: 10, connectionTimeoutMillis: connectionTimeoutMs, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  });
  const lasting = lastingPool(pool, shown, patience.runningMs);
  try {
    (await connectPatiently(pool, shown)(patience.openingMs)).release();
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
