import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate, readMigrations, schemaVersion } from '#data/database/migrate.ts';
import { openDatabase } from '#data/database/open.ts';
import { dataTables } from '#data/database/table-shapes.ts';
import { testDatabase, testDatabaseUrl } from '../../support/database.ts';
import { spawnCli } from '../../support/spawn-cli.ts';

const newest = readMigrations().at(-1)?.version;

describe('migrations', () => {
  it('are applied once, in the order of their numbers', async () => {
    const url = await testDatabaseUrl({ hasSchema: false });
    const first = await openDatabase(url);
    expect(await schemaVersion(first)).toBe(newest);
    expect((await dataTables(first)).map(({ name }) => name)).toContain('usage_row');
    expect(await migrate(first)).toEqual([]);
    await first.destroy();
    const again = await openDatabase(url);
    expect(await migrate(again)).toEqual([]);
    await again.destroy();
    const versions = readMigrations().map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  it('are applied by one of several processes that start at once, and the others wait for it', async () => {
    const url = await testDatabaseUrl({ hasSchema: false });
    const start = () => spawnCli(['migrate'], { DATABASE_URL: url });
    const runs = await Promise.all([start(), start(), start()]);
    for (const run of runs) expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(`schema version ${newest}`) });
  }, 120_000);

  it('refuse a database that a newer spendbot wrote, and say what to do', async () => {
    const url = await testDatabaseUrl();
    const database = await openDatabase(url);
    await sql`insert into schema_version (version, name) values (999, '0999_future.sql')`.execute(database);
    await database.destroy();
    await expect(openDatabase(url)).rejects.toMatchObject({ code: 'store_newer', message: expect.stringContaining('999') });
  });

  it('leave nothing behind when one of their statements fails', async () => {
    const database = await testDatabase();
    const broken = {
      version: 1000,
      name: '1000_broken.sql',
      statements: ['create table half (id integer)', 'create tible whole (id integer)'],
    };
    await expect(migrate(database, [...readMigrations(), broken])).rejects.toThrow();
    expect((await dataTables(database)).map(({ name }) => name)).not.toContain('half');
    expect(await schemaVersion(database)).toBe(newest);
  });
});

describe('an address', () => {
  it.each([
    ['mysql://root:secret@db/spend', 'store_address'],
    ['postgres://spend:sec ret@db:notaport/spend', 'store_address'],
    ['postgres://spend:secret%zz@db/spend', 'store_address'],
    ['postgres://spend:secret%ff@db/spend', 'store_address'],
  ])('that is none of a database is refused, without repeating what may be a password: %s', async (url, code) => {
    await expect(openDatabase(url)).rejects.toMatchObject({ code, message: expect.not.stringMatching(/secret|sec ret/) });
  });
});
