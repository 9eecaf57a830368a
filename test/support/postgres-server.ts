import type { TestProject } from 'vitest/node';
import { openDatabase } from '#data/database/open.ts';
import { startPostgres } from './start-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent where tests run on SQLite. */
    postgresServer?: PostgresServer;
  }
}

export interface PostgresServer {
  /** Without a database's name. */
  readonly address: string;
  /** A database with the newest schema, of which tests make copies. */
  readonly template: string;
}

/**
 * Starts a PostgreSQL server for one run of the tests, in its own folder and on its own port; it ends with the run. Vitest calls
 * this only when a test needs it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, createDatabase, stop } = await startPostgres();
  const template = 'spendbot_template';
  await createDatabase(template);
  await (await openDatabase(`${address}/${template}`)).destroy();
  project.provide('postgresServer', { address, template });
  return stop;
}
