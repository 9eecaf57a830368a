import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { isConnectionLost, isLostRace } from './postgres-errors.ts';

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
