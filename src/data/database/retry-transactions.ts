import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';

const mostRuns = 10;

/** What `work` gives, run again while it loses its connection or a race, after `recover`. A pause that differs lets two racers miss each other. */
export async function rerun<T>(work: () => Promise<T>, recover: (error: unknown) => Promise<void> = async () => {}): Promise<T> {
  for (let runs = 1; ; runs += 1) {
    try {
      return await work();
    } catch (error) {
      if (runs === mostRuns || !(isConnectionLost(error) || isLostRace(error))) throw error;
      await recover(error);
      await sleep(Math.random() * 20 * runs);
    }
  }
}

/** `database`, its transactions run again as a whole when they lose their connection or a race: then nothing of them was kept. */
export function withReruns<T>(database: Kysely<T>): Kysely<T> {
  const transaction = database.transaction.bind(database);
  database.transaction = () => {
    const builder = transaction();
    const execute = builder.execute.bind(builder);
    builder.execute = (...work) => rerun(() => execute(...work));
    return builder;
  };
  return database;
}

/**
 * The connection is gone, or leads to a server that is starting, stopping, full, or a standby since a failover: another
 * connection, perhaps a little later, may do better.
 */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost);
  if (!(error instanceof Error)) return false;
  return lostCodes.test(codeOf(error)) || lostMessages.test(error.message);
}

/** The transaction lost against another one (a deadlock, a serialization failure): run again it may win. */
function isLostRace(error: unknown): boolean {
  return error instanceof Error && ['40001', '40P01'].includes(codeOf(error));
}

const lostCodes =
  /^(?:08\w{3}|57P0[1-5]|53300|25006|25P03|ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ENOENT)$/;

/** Of what `pg` says in words only. */
const lostMessages =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|timeout expired)/;

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
