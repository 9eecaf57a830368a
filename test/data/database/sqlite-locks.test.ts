import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '#data/database/open.ts';
import { openSqlite } from '#data/database/sqlite.ts';

/** A database file, and another program that can lock it. */
async function lockable() {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-locks-'));
  const file = join(folder, 'spendbot.sqlite');
  await (await openDatabase(`file:${file}`)).destroy();
  const other = new SqliteDatabase(file);
  onTestFinished(() => {
    other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { file, other };
}

function lease(database: Database, source: string) {
  return database.insertInto('collection_lease').values({ source, holder: '', until_ms: 0, ended_at_ms: 0 }).execute();
}

it('waits for a locked file without blocking the process, and then does everything once', async () => {
  const { file, other } = await lockable();
  const database = openSqlite(file);
  onTestFinished(() => database.destroy());
  other.exec('begin immediate');
  const writes = Promise.all([
    lease(database, 'a'),
    database.transaction().execute(async transaction => {
      await transaction.insertInto('collection_lease').values({ source: 'b', holder: '', until_ms: 0, ended_at_ms: 0 }).execute();
    }),
  ]);
  let longestMs = 0;
  let last = performance.now();
  for (let looks = 0; looks < 100; looks += 1) {
    await sleep(10);
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }
  other.exec('rollback');
  await writes;
  // SQLite's own wait blocked for as long as the lock lasted, up to ten seconds.
  expect(longestMs).toBeLessThan(800);
  expect(await database.selectFrom('collection_lease').select('source').orderBy('source').execute()).toEqual([
    { source: 'a' },
    { source: 'b' },
  ]);
});

it('says in the end that another program holds it, and works once that has let go', async () => {
  const { file, other } = await lockable();
  const database = openSqlite(file, 300);
  onTestFinished(() => database.destroy());
  other.exec('begin immediate');
  await expect(lease(database, 'a')).rejects.toMatchObject({ code: 'store_locked', message: expect.stringContaining('Another program') });
  other.exec('rollback');
  await lease(database, 'a');
});

it('undoes a transaction that fails, and keeps others out of one that runs', async () => {
  const database = openSqlite((await lockable()).file);
  onTestFinished(() => database.destroy());
  const failing = database.transaction().execute(async transaction => {
    await transaction.insertInto('collection_lease').values({ source: 'a', holder: '', until_ms: 0, ended_at_ms: 0 }).execute();
    await sleep(20);
    throw new Error('changed its mind');
  });
  const beside = lease(database, 'b');
  await expect(failing).rejects.toThrow('changed its mind');
  await beside;
  expect(await database.selectFrom('collection_lease').select('source').execute()).toEqual([{ source: 'b' }]);
});
