import { setTimeout as sleep } from 'node:timers/promises';

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
