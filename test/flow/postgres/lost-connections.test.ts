import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '#data/database/open.ts';
import { openPostgres } from '#data/database/postgres.ts';
import type { Schema } from '#data/database/schema.ts';
import { testDatabaseUrl } from '../../support/database.ts';
import { type CuttingProxy, cuttingProxy } from './support/cutting-proxy.ts';

let proxy: CuttingProxy;
let database: Database;
beforeEach(async () => {
  proxy = await cuttingProxy(await testDatabaseUrl());
  database = await openPostgres(proxy.url, { openingMs: 2000, runningMs: 5000 });
  onTestFinished(() => database.destroy());
  for (const source of ['a', 'b']) {
    await database.insertInto('collection_lease').values({ source, holder: '', until_ms: 0, ended_at_ms: 0 }).execute();
  }
});

/** Counts twice if it is done twice. */
function countUp(on: Database | Transaction<Schema>, source = 'a') {
  return on
    .updateTable('collection_lease')
    .set(({ eb }) => ({ until_ms: eb('until_ms', '+', 1n) }))
    .where('source', '=', source)
    .execute();
}

async function counted(source = 'a'): Promise<bigint> {
  const row = await database.selectFrom('collection_lease').where('source', '=', source).select('until_ms').executeTakeFirstOrThrow();
  return row.until_ms;
}

describe('a connection that is lost', () => {
  it('is made again, and every statement and transaction is done once, at whatever moment it is cut', async () => {
    let cuts = 0;
    // Connecting takes two packets and a transaction six, so the cuts move through all of it.
    proxy.cutAfter(() => {
      cuts += 1;
      return 9 + ((cuts * 5) % 7);
    });
    for (let round = 0; round < 25; round += 1) {
      await countUp(database);
      await database.transaction().execute(async transaction => {
        await countUp(transaction);
        await countUp(transaction, 'b');
      });
    }
    proxy.cutAfter(null);
    expect(cuts).toBeGreaterThan(20);
    expect([await counted('a'), await counted('b')]).toEqual([50n, 25n]);
  });

  it.each(['unheard', 'unanswered'] as const)('at a commit that goes %s leaves what was written there once', async when => {
    proxy.cutNextCommit(when);
    await countUp(database);
    expect(await counted()).toBe(1n);
    proxy.cutNextCommit(when);
    let runs = 0;
    await database.transaction().execute(async transaction => {
      runs += 1;
      await countUp(transaction);
    });
    expect([await counted(), runs]).toEqual([2n, when === 'unheard' ? 2 : 1]);
  });

  it('is waited for while the server is away', async () => {
    proxy.down(1500);
    await countUp(database);
    expect(await counted()).toBe(1n);
  });

  it('that does not come back is an error that says what to check', async () => {
    proxy.down(60_000);
    await expect(countUp(database)).rejects.toMatchObject({
      code: 'store_unreachable',
      message: expect.stringContaining('PostgreSQL at 127.0.0.1:'),
    });
  });
});

describe('a transaction that loses a race', () => {
  it('is run again: of two that wait for each other both are done', async () => {
    const inOrder = (first: string, second: string) =>
      database.transaction().execute(async transaction => {
        await countUp(transaction, first);
        await sleep(200);
        await countUp(transaction, second);
      });
    await Promise.all([inOrder('a', 'b'), inOrder('b', 'a')]);
    expect([await counted('a'), await counted('b')]).toEqual([2n, 2n]);
  });
});

describe('a process that stands still in the middle of a transaction', () => {
  /** Updates a row in a transaction and, the first time, stands still for `ms` before the end. Resolves with how often it ran. */
  async function standStill(ms: number, patience: { idleTransactionMs: number }) {
    const still = await openPostgres(proxy.url, patience);
    onTestFinished(() => still.destroy());
    const { promise: hasLocked, resolve } = Promise.withResolvers<void>();
    let runs = 0;
    const ended = still.transaction().execute(async transaction => {
      runs += 1;
      await countUp(transaction);
      resolve();
      if (runs === 1) await sleep(ms);
      await countUp(transaction, 'b');
    });
    await hasLocked;
    return { ended: ended.then(() => runs) };
  }

  it('holds nobody up for longer than the limit, and does its own work again when it goes on', async () => {
    const { ended } = await standStill(3000, { idleTransactionMs: 300 });
    const beganAt = performance.now();
    await countUp(database);
    expect(performance.now() - beganAt).toBeLessThan(2000);
    expect(await counted()).toBe(1n);
    expect(await ended).toBe(2);
    expect([await counted('a'), await counted('b')]).toEqual([2n, 1n]);
  });

  it('for less than the limit goes on where it stood', async () => {
    const { ended } = await standStill(300, { idleTransactionMs: 3000 });
    expect(await ended).toBe(1);
    expect([await counted('a'), await counted('b')]).toEqual([1n, 1n]);
  });

  it('has fifteen seconds unless told otherwise, also behind a pooler that keeps no setting of a session', async () => {
    const limit = await database
      .transaction()
      .execute(transaction =>
        sql<{ setting: string }>`select current_setting('idle_in_transaction_session_timeout') as setting`.execute(transaction),
      );
    const outside = await sql<{ setting: string }>`select current_setting('idle_in_transaction_session_timeout') as setting`.execute(
      database,
    );
    expect([limit.rows, outside.rows]).toEqual([[{ setting: '15s' }], [{ setting: '0' }]]);
  });
});

describe('a server that refuses or is not there', () => {
  it('is said to, without the password', async () => {
    const url = new URL(proxy.url);
    url.password = 'wrong-secret';
    const refused = { code: 'store_refused', message: expect.not.stringContaining('wrong-secret') };
    await expect(openPostgres(url.href)).rejects.toMatchObject(refused);
    const nowhere = new URL(proxy.url);
    nowhere.pathname = '/nowhere';
    await expect(openPostgres(nowhere.href)).rejects.toMatchObject({
      code: 'store_refused',
      message: expect.stringContaining('"nowhere" does not exist'),
    });
    proxy.down(60_000);
    const unreachable = { code: 'store_unreachable', message: expect.not.stringContaining(url.password) };
    await expect(openPostgres(url.href, { openingMs: 200, runningMs: 200 })).rejects.toMatchObject(unreachable);
  });
});

describe('a server that has its limits', () => {
  it('is said to have no connection left, and what to raise', async () => {
    await sql`create role crowded login password 'secret' connection limit 0`.execute(database);
    onTestFinished(() => sql`drop role crowded`.execute(database).then(() => undefined));
    const url = new URL(proxy.url);
    url.username = 'crowded';
    url.password = 'secret';
    await expect(openPostgres(url.href, { openingMs: 200 })).rejects.toMatchObject({
      code: 'store_refused',
      message: expect.stringMatching(
        /has no connection left for spendbot: too many connections for role "crowded"\. Raise max_connections/,
      ),
    });
  });

  it('is said to have stopped a statement, and what to raise', async () => {
    const slow = database.transaction().execute(async transaction => {
      await sql`set local statement_timeout = 20`.execute(transaction);
      await sql`select pg_sleep(5)`.execute(transaction);
    });
    await expect(slow).rejects.toMatchObject({
      code: 'store_timeout',
      message: expect.stringMatching(/canceling statement due to statement timeout\. .* raise statement_timeout for its user/),
    });
    expect(await counted()).toBe(0n);
  });
});

describe('a text', () => {
  it('with a character that PostgreSQL cannot keep is kept without it', async () => {
    await database.insertInto('name').values({ source: 'a', dimension: 'user', id: 'u', name: 'Ada\u0000 \ud800', email: null }).execute();
    expect(await database.selectFrom('name').select('name').execute()).toEqual([{ name: 'Ada\ufffd \ufffd' }]);
  });
});
