import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimRequestStart } from '#collect/openai/shared-starts.ts';
import { backUp, databaseBytes } from '#data/database/backup.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { requestStarts } from '../../support/request-starts.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-backup-'));
  file = join(folder, 'spendbot.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (second: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, second));
const recordStart = (database: Database, at: Date) =>
  claimRequestStart(database, { source: 'admin', id: at.toISOString(), at, limit: 1000, heldMs: 60_000 });
const starts = async (database: Database) => (await requestStarts(database, 'admin', start(0))).length;

describe('a backup', () => {
  it('taken while spendbot writes holds everything that was written before, and is a working database when restored', async () => {
    const database = await openDatabase(`file:${file}`);
    for (let second = 0; second < 20; second += 1) await recordStart(database, start(second));
    const target = join(folder, 'backup.sqlite');
    const writing = (async () => {
      for (let second = 20; second < 50; second += 1) await recordStart(database, start(second));
    })();
    await backUp(`file:${file}`, target);
    await writing;
    await database.destroy();

    const restored = join(folder, 'restored.sqlite');
    copyFileSync(target, restored);
    const again = await openDatabase(`file:${restored}`);
    expect(await starts(again)).toBeGreaterThanOrEqual(20);
    await recordStart(again, start(55));
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(again);
    expect(rows).toEqual([{ integrity_check: 'ok' }]);
    await again.destroy();
  });

  it('replaces an older one only once it is whole', async () => {
    const target = join(folder, 'backup.sqlite');
    writeFileSync(target, 'the older one');
    await expect(backUp(`file:${file}`, target)).rejects.toThrow(/cannot be opened/);
    const database = await openDatabase(`file:${file}`);
    await backUp(`file:${file}`, target);
    expect(await databaseBytes(database)).toBeGreaterThan(4096);
    await database.destroy();
    const restored = await openDatabase(`file:${target}`);
    expect(await starts(restored)).toBe(0);
    await restored.destroy();
  });
});

it('of a PostgreSQL is left to its own tool', async () => {
  await expect(backUp('postgres://db/spend', join(folder, 'x'))).rejects.toThrow(/pg_dump/);
});

it('the size of a database counts all that was written', async () => {
  const database = await testDatabase();
  const before = await databaseBytes(database);
  expect(Number.isSafeInteger(before) && before > 0).toBe(true);
  for (let second = 0; second < 200; second += 1) {
    await claimRequestStart(database, { source: 'x'.repeat(200), id: `${second}`, at: start(second), limit: 1000, heldMs: 60_000 });
  }
  expect((await databaseBytes(database)) - before).toBeGreaterThan(200 * 200);
});

describe('a database that cannot be used', () => {
  it('says that the disk is full, and goes on once there is room', async () => {
    const database = await openDatabase(`file:${file}`);
    const { rows } = await sql<{ pages: bigint }>`select page_count as pages from pragma_page_count()`.execute(database);
    await sql.raw(`pragma max_page_count = ${rows[0]?.pages}`).execute(database);
    const fill = async () => {
      for (let second = 0; second < 3000; second += 1) {
        const at = start(second);
        await claimRequestStart(database, { source: `${second} ${'x'.repeat(200)}`, id: '', at, limit: 1, heldMs: 1000 });
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'store_full', message: expect.stringContaining('Make room') });
    await sql.raw('pragma max_page_count = 1000000').execute(database);
    await recordStart(database, start(1));
    expect(await starts(database)).toBe(1);
    await database.destroy();
  });

  it('says that the file is no database, or damaged', async () => {
    writeFileSync(file, 'no database at all, but long enough to be read as the header of one. '.repeat(20));
    await expect(openDatabase(`file:${file}`)).rejects.toMatchObject({
      code: 'store_corrupt',
      message: expect.stringContaining('Check DATABASE_URL, restore a backup, or move it away.'),
    });
  });

  it.skipIf(process.platform !== 'linux')('says at once that its folder cannot be made', () => {
    const env = { PATH: process.env.PATH, DATABASE_URL: 'file:/proc/x/y' };
    // Runs in its own process, because this one couldn't interrupt a synchronous call that never returns.
    const { status, stderr } = spawnSync(process.execPath, ['src/cli.ts', 'migrate'], { env, timeout: 20_000, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('The database /proc/x/y cannot be opened: ENOENT') });
  });

  it('makes the folders above it', async () => {
    await (await openDatabase(`file:${join(folder, 'a', 'b', 'spendbot.sqlite')}`)).destroy();
    expect(statSync(join(folder, 'a', 'b', 'spendbot.sqlite')).isFile()).toBe(true);
  });

  it('says that another program holds it', async () => {
    await (await openDatabase(`file:${file}`)).destroy();
    const other = new SqliteDatabase(file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('begin exclusive');
    await expect(openDatabase(`file:${file}`)).rejects.toMatchObject({
      code: 'store_locked',
      message: expect.stringContaining('Another program holds it.'),
    });
    other.exec('rollback');
    other.close();
  }, 30_000);
});
