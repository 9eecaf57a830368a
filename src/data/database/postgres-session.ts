import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import { isConnectionLost, rerun } from './rerun.ts';

/**
 * A connection from the pool. Whatever fails on it because the connection was lost can be run again on another one, without being done
 * twice:
 *
 * - A write outside a transaction gets one of its own, and a transaction that never reached its commit changed nothing.
 * - When the answer to a commit is lost, the transaction's id is looked up: if PostgreSQL did commit it, that is no error.
 */
export class PostgresSession implements DatabaseConnection {
  readonly #client: PoolClient;
  readonly #another: () => Promise<PostgresSession>;
  readonly #idleTransactionMs: number;
  #isInTransaction = false;
  #isLost = false;
  #isReleased = false;

  constructor(client: PoolClient, another: () => Promise<PostgresSession>, idleTransactionMs: number) {
    this.#client = client;
    this.#another = another;
    this.#idleTransactionMs = idleTransactionMs;
  }

  async executeQuery<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
    if (this.#isInTransaction || /^select\b/i.test(sql)) return this.#send(sql, parameters);
    await this.begin();
    try {
      const result = await this.#send<R>(sql, parameters);
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  /** The limit is set for each transaction: PgBouncer neither accepts it when a connection starts nor keeps it with a session. */
  async begin(): Promise<void> {
    await this.#send(`begin; set local idle_in_transaction_session_timeout = ${this.#idleTransactionMs}`);
    this.#isInTransaction = true;
  }

  async commit(): Promise<void> {
    const { rows } = await this.#send<{ id: string | null }>('select pg_current_xact_id_if_assigned()::text as id');
    this.#isInTransaction = false;
    try {
      await this.#send('commit');
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      // Given back first: otherwise ten lost connections could all wait for an eleventh, which the pool does not have.
      this.release();
      const id = rows[0]?.id ?? null;
      // A transaction without an id wrote nothing.
      if (id !== null && !(await this.#isCommitted(id))) throw error;
    }
  }

  async rollback(): Promise<void> {
    const isOpen = this.#isInTransaction;
    this.#isInTransaction = false;
    try {
      if (isOpen) await this.#send('rollback');
    } catch (error) {
      // The server rolls back what a lost connection had begun.
      if (!isConnectionLost(error)) throw error;
    }
  }

  /** Gives the connection back to the pool, which closes it if it was lost. Doing it twice is fine. */
  release(): void {
    if (!this.#isReleased) this.#client.release(this.#isLost);
    this.#isReleased = true;
  }

  // biome-ignore lint/correctness/useYield: kysely asks for it; nothing here streams.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new TypeError('streams are not used');
  }

  async #isCommitted(id: string): Promise<boolean> {
    return rerun(async () => {
      const session = await this.#another();
      try {
        for (;;) {
          const sql = 'select pg_xact_status($1::xid8) as status, pg_sleep(0.05)';
          const { rows } = await session.executeQuery<{ status: string | null }>({ sql, parameters: [id] });
          if (rows[0]?.status !== 'in progress') return rows[0]?.status === 'committed';
        }
      } finally {
        session.release();
      }
    });
  }

  async #send<R>(sql: string, values: readonly unknown[] = []): Promise<QueryResult<R>> {
    try {
      const { command, rows, rowCount } = await this.#client.query(sql, values.map(asStored));
      return { rows, ...(/^(?:INSERT|UPDATE|DELETE)$/.test(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
    } catch (error) {
      this.#isLost ||= isConnectionLost(error);
      throw error;
    }
  }
}

/** PostgreSQL stores any character but NUL, which a hostile name may hold. */
function asStored(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\u0000') ? value.replaceAll('\u0000', '\ufffd') : value;
}
