import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import { type Advice, StoreError } from './store-error.ts';

/**
 * A connection from the pool. Anything that fails on it because the connection was lost can safely be retried on another one:
 *
 * - A write outside a transaction gets its own, and a transaction that never reached its commit changed nothing.
 * - When the reply to a commit is lost, we look up the transaction's id. If PostgreSQL did commit it, that's not an error.
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

  /** Set per transaction: PgBouncer rejects it as a connection parameter and doesn't keep it with a session. */
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
      // Released first: otherwise ten lost connections could all wait for an eleventh, and the pool has ten.
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
      // The server rolls back whatever a lost connection had open.
      if (!isConnectionLost(error)) throw error;
    }
  }

  /** Returns the connection to the pool, which closes it if it was lost. Safe to call twice. */
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
      throw inWords(error);
    }
  }
}

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), what an operator can change. */
const advice: Advice = {
  '57014': {
    code: 'store_timeout',
    words: 'Its time limit is too short for spendbot: raise statement_timeout for its user (ALTER ROLE … SET statement_timeout), or set 0.',
  },
  '55P03': { code: 'store_locked', words: 'Another program holds a lock: end it, or raise lock_timeout for the user of spendbot.' },
  '53100': { code: 'store_full', words: 'The disk of the server is full. Make room; what was stored is kept.' },
  '53200': { code: 'store_unusable', words: 'The server is out of memory. Give it more, or lower work_mem.' },
  '42501': { code: 'store_refused', words: 'Let the user of spendbot own its tables.' },
};

/** The server's error as a StoreError that says what to do. Any other error is returned unchanged. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const known = advice[String(error.code)];
  return known === undefined
    ? error
    : new StoreError(known.code, `PostgreSQL stopped a statement: ${error.message}. ${known.words}`, error);
}

/** PostgreSQL stores every character except NUL, which a hostile name may contain. */
function asStored(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\u0000') ? value.replaceAll('\u0000', '\ufffd') : value;
}

const mostRuns = 10;

/** Runs `work` up to ten times while it loses its connection or a race, pausing at random so that two racers don't collide again. */
export async function rerun<T>(work: () => Promise<T>): Promise<T> {
  for (let runs = 1; ; runs += 1) {
    try {
      return await work();
    } catch (error) {
      if (runs === mostRuns || !(isConnectionLost(error) || isLostRace(error))) throw error;
      await sleep(Math.random() * 20 * runs);
    }
  }
}

/** Whether the connection is gone, or the server is starting up, shutting down, full, or a standby after a failover. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost);
  if (!(error instanceof Error)) return false;
  return lostCodes.test(codeOf(error)) || lostMessages.test(error.message);
}

/** Whether PostgreSQL aborted the transaction in favor of another one: a deadlock or a serialization failure. */
function isLostRace(error: unknown): boolean {
  return error instanceof Error && ['40001', '40P01'].includes(codeOf(error));
}

const lostCodes =
  /^(?:08\w{3}|57P0[1-5]|53300|25006|25P03|ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ENOENT)$/;

/** Errors that `pg` reports without a code. */
const lostMessages =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|timeout expired)/;

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
