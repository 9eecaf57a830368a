import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { expect, inject, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '#data/database/open.ts';
import { dataTables } from '#data/database/table-shapes.ts';
import type { PostgresServer } from './postgres-server.ts';

/** An empty database for one test: in memory, or on the real PostgreSQL server. */
export async function testDatabase(): Promise<Database> {
  const server = inject('postgresServer');
  const unused = unusedOfThisFile();
  const name = server === undefined ? null : (unused.pop() ?? (await createDatabase(server)));
  const database = await openDatabase(name === null ? 'file::memory:' : `${server?.address}/${name}`);
  onTestFinished(async () => {
    // Emptying a used database is quicker than creating one.
    if (name !== null) await empty(database);
    await database.destroy();
    if (name !== null) unused.push(name);
  });
  return database;
}

let unused: { readonly file: string; readonly names: string[] } = { file: '', names: [] };

/** Databases made by earlier tests of the same file; another file may have dropped their tables. They end with the server. */
function unusedOfThisFile(): string[] {
  const file = expect.getState().testPath ?? '';
  if (unused.file !== file) unused = { file, names: [] };
  return unused.names;
}

/** The address of a new database for one test. Several processes can open it, and the test may damage it. */
export async function testDatabaseUrl(options: { readonly hasSchema: boolean } = { hasSchema: true }): Promise<string> {
  const server = inject('postgresServer');
  if (server === undefined) return `file:${join(temporaryFolder(), 'spendbot.sqlite')}`;
  const { url, drop } = await newDatabase(options.hasSchema ? undefined : `${server.address}/template1`);
  onTestFinished(drop);
  return url;
}

/**
 * A new database on the PostgreSQL server: empty, or a copy of the one at `copyOf`, which nobody may have open. It outlives the
 * test unless it is dropped.
 */
export async function newDatabase(copyOf?: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = inject('postgresServer');
  if (server === undefined) throw new Error('there is no PostgreSQL server');
  const name = await createDatabase(server, copyOf === undefined ? server.template : new URL(copyOf).pathname.slice(1));
  const url = `${server.address}/${name}`;
  return {
    url,
    async drop() {
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

/** An empty database for all tests of a file, in memory or on the PostgreSQL server, to drop once nobody has it open. */
export async function fileDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  return inject('postgresServer') === undefined ? { url: 'file::memory:', drop: async () => undefined } : newDatabase();
}

/** A folder of its own for one test. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Deletes every row of every table. */
export async function empty(database: Database): Promise<void> {
  for (const { name } of await dataTables(database)) await sql`delete from ${sql.table(name)}`.execute(database);
}

async function createDatabase(server: PostgresServer, template = server.template): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} template ${template} strategy file_copy`);
  return name;
}

async function onServer({ address }: PostgresServer, statement: string): Promise<void> {
  const client = new Client({ connectionString: `${address}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
