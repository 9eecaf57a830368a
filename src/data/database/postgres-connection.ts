import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import { isConnectionLost, rerun } from './retry-transactions.ts';

/**
 * A connection that outlives the network's: where it is lost, what was under way is run again on another one, if that cannot
 * do it twice.
 *
 * - A statement by itself is run again; one that writes runs in a transaction of its own for that.
 * - A transaction that is lost before its end has changed nothing: the error says so to whoever runs transactions again.
 * - A commit whose answer is lost may have been done or not. PostgreSQL is asked which by the transaction's id.
 */
export function lastingConnection(first: PoolClient, connect: () => Promise<PoolClient>, idleTransactionMs: number): PostgresPoolClient {
  let client = first;
  let isHeld = true;
  let isLost = false;
  let isInTransaction = false;
  return { query, release: (destroy = false) => letGo(destroy) };

  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    asked: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== 'string') throw new TypeError('cursors are not used');
    return run(asked, parameters) as Promise<PostgresQueryResult<R>>;
  }

  async function run(sql: string, parameters: readonly unknown[]): Promise<Result> {
    if (/^(?:begin|start transaction)\b/.test(sql)) {
      const begun = await again(() => begin(sql));
      isInTransaction = true;
      return begun;
    }
    if (sql === 'commit' || sql === 'rollback') {
      const isOpen = isInTransaction;
      isInTransaction = false;
      return sql === 'commit' ? commit() : isOpen ? rollback() : ended('ROLLBACK');
    }
    const values = parameters.map(asStored);
    if (isInTransaction) return send(sql, values);
    return again(() => (/^select\b/i.test(sql) ? send(sql, values) : inOwnTransaction(sql, values)));
  }

  /** Runs `work` until it is done, on a new connection whenever the one at hand is lost. */
  function again(work: () => Promise<Result>): Promise<Result> {
    return rerun(work, async error => {
      if (isConnectionLost(error)) await renew();
    });
  }

  async function inOwnTransaction(sql: string, values: unknown[]): Promise<Result> {
    await begin('begin');
    try {
      const result = await send(sql, values);
      await commit();
      return result;
    } catch (error) {
      await rollback();
      throw error;
    }
  }

  /** The limit goes with the transaction: PgBouncer neither accepts it when a connection starts nor keeps it with a session. */
  function begin(sql: string): Promise<Result> {
    return send(`${sql}; set local idle_in_transaction_session_timeout = ${idleTransactionMs}`);
  }

  async function commit(): Promise<Result> {
    const { rows } = await send('select pg_current_xact_id_if_assigned()::text as id');
    const id = (rows[0] as { id: string | null } | undefined)?.id ?? null;
    try {
      return await send('commit');
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await renew();
      // Without an id it has written nothing, so there was nothing to lose.
      if (id === null || (await isCommitted(id))) return ended('COMMIT');
      throw error;
    }
  }

  /** What a lost connection had begun, the server rolls back by itself. */
  async function rollback(): Promise<Result> {
    try {
      return await send('rollback');
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      return ended('ROLLBACK');
    }
  }

  async function isCommitted(id: string): Promise<boolean> {
    for (;;) {
      const { rows } = await again(() => send('select pg_xact_status($1::xid8) as status, pg_sleep(0.05)', [id]));
      const status = (rows[0] as { status: string | null } | undefined)?.status;
      if (status !== 'in progress') return status === 'committed';
    }
  }

  async function renew(): Promise<void> {
    letGo(true);
    client = await connect();
    isHeld = true;
    isLost = false;
  }

  function letGo(destroy: boolean): void {
    if (!isHeld) return;
    isHeld = false;
    client.release(destroy || isLost);
  }

  async function send(sql: string, values: readonly unknown[] = []): Promise<Result> {
    try {
      return await client.query(sql, [...values]);
    } catch (error) {
      isLost ||= isConnectionLost(error);
      throw error;
    }
  }
}

type Result = Pick<PostgresQueryResult<unknown>, 'rows'> & { readonly command: string; readonly rowCount: number | null };

function ended(command: 'COMMIT' | 'ROLLBACK'): Result {
  return { command, rowCount: null, rows: [] };
}

/** PostgreSQL keeps every text but those with a NUL, which a hostile name may hold. */
function asStored(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\u0000') ? value.replaceAll('\u0000', '\ufffd') : value;
}
