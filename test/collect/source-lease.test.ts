import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimCollection, collectionLease, holdSource } from '#collect/source-lease.ts';
import type { Database } from '#data/database/open.ts';
import { testDatabase } from '../support/database.ts';
import { silentLogger } from '../support/silent-logger.ts';

let database: Database;
let nowMs: number;
beforeEach(async () => {
  database = await testDatabase();
  nowMs = Date.UTC(2026, 10, 22, 12);
});

const clock = () => new Date(nowMs);
const holdPace = { leaseMs: 30_000, renewEveryMs: 20, askAgainMs: 20 };
const signal = new AbortController().signal;
const parts = () => ({ database, clock, logger: silentLogger, holdPace });

function hold<T>(collect: (signal: AbortSignal) => Promise<T>, unlessEndedSince: Date | null = null): Promise<T | null> {
  return holdSource(parts(), 'admin', { signal, unlessEndedSince }, collect);
}

describe('the collection of a source', () => {
  it('is held by one at a time; the next begins when it has ended', async () => {
    let held = 0;
    let most = 0;
    const collect = async () => {
      held += 1;
      most = Math.max(most, held);
      await sleep(60);
      held -= 1;
      return 'done';
    };
    expect(await Promise.all([hold(collect), hold(collect), hold(collect)])).toEqual(['done', 'done', 'done']);
    expect(most).toBe(1);
    expect(await collectionLease(database, 'admin')).toEqual({ holder: null, endedAt: clock() });
  });

  it('goes on for as long as its holder says so, and is taken over half a minute after it last did', async () => {
    expect(await claimCollection(database, 'admin', 'another-machine/1/1/a', clock(), 30_000)).toBe(true);
    let began = false;
    const waiting = hold(async () => {
      began = true;
    });
    nowMs += 29_999;
    await sleep(100);
    expect(began).toBe(false);
    nowMs += 1;
    await waiting;
    expect(began).toBe(true);
  });

  it('is cut off where another has taken it over, and goes on when that has it no more', async () => {
    const cutOffBecause: string[] = [];
    let begun = 0;
    const collecting = hold(async own => {
      begun += 1;
      if (begun === 2) return 'done';
      nowMs += 30_000;
      expect(await claimCollection(database, 'admin', 'another-machine/1/1/a', clock(), 30_000)).toBe(true);
      return new Promise<string>((_, reject) =>
        own.addEventListener(
          'abort',
          () => {
            cutOffBecause.push(own.reason.message);
            reject(own.reason);
          },
          { once: true },
        ),
      );
    });
    await expect.poll(() => cutOffBecause).toEqual(['another process has taken over the collection of admin']);
    await sleep(5 * holdPace.askAgainMs);
    // What the other process holds stays, and so does the end of the last collection.
    expect([begun, await collectionLease(database, 'admin')]).toEqual([1, { holder: 'another-machine/1/1/a', endedAt: null }]);
    nowMs += 30_000;
    expect(await collecting).toBe('done');
  });

  it('is not begun again when it fails by itself, or is told to stop', async () => {
    let begun = 0;
    const fail = () => {
      begun += 1;
      return Promise.reject(new Error('OpenAI is gone'));
    };
    await expect(hold(fail)).rejects.toThrow('OpenAI is gone');
    const stopping = new AbortController();
    const stopped = holdSource(parts(), 'admin', { signal: stopping.signal, unlessEndedSince: null }, async own => {
      begun += 1;
      stopping.abort(new Error('spendbot is stopping'));
      own.throwIfAborted();
    });
    await expect(stopped).rejects.toThrow('spendbot is stopping');
    expect(begun).toBe(2);
  });

  it('is taken over at once from a process of this machine that is no more', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await claimCollection(database, 'admin', `${hostname()}/${pid}/1/a`, clock(), 30_000);
    expect(await hold(async () => 'done')).toBe('done');
  });

  it('is left out where another came to its end since it was asked for, not where it was cut off', async () => {
    const asked = clock();
    nowMs += 1000;
    await expect(hold(() => Promise.reject(new Error('cut off')))).rejects.toThrow('cut off');
    expect(await hold(async () => 'done', asked)).toBe('done');
    expect(await hold(async () => 'done', asked)).toBeNull();
    nowMs += 1000;
    expect(await hold(async () => 'done', clock())).toBe('done');
  });
});
