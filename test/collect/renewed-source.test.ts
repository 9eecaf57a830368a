import { expect, it } from 'vitest';
import { holdSource } from '#collect/source-lease.ts';
import { testDatabase } from '../support/database.ts';
import { silentLogger } from '../support/silent-logger.ts';

const holdPace = { leaseMs: 30_000, renewEveryMs: 10, askAgainMs: 10 };

it('a source that takes many times its lease to collect is left to the process that collects it', async () => {
  const database = await testDatabase();
  let nowMs = Date.UTC(2026, 10, 22, 12);
  const parts = { database, clock: () => new Date(nowMs), logger: silentLogger, holdPace };
  const order: string[] = [];
  const collect = (name: string, work: () => Promise<void>) =>
    holdSource(parts, 'admin', { signal: new AbortController().signal, unlessEndedSince: null }, async () => {
      order.push(`${name} begins`);
      await work();
      order.push(`${name} ends`);
    });
  const heldUntilMs = async () => Number((await database.selectFrom('collection_lease').select('until_ms').executeTakeFirst())?.until_ms);

  const collected = Promise.withResolvers<void>();
  const first = collect('first', () => collected.promise);
  await expect.poll(() => order).toEqual(['first begins']);
  const second = collect('second', async () => undefined);
  try {
    for (let renewal = 0; renewal < 4; renewal += 1) {
      nowMs += holdPace.leaseMs / 2;
      await expect.poll(heldUntilMs, { timeout: 10_000, interval: 5 }).toBe(nowMs + holdPace.leaseMs);
    }
  } finally {
    collected.resolve();
    await Promise.all([first, second]);
  }
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});
