import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setImmediate as immediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { claimRequestStart, sharedStarts, usualLimitPace } from '#collect/openai/shared-starts.ts';
import type { Database } from '#data/database/open.ts';
import { countStatements } from '../../support/count-statements.ts';
import { testDatabase, testDatabaseUrl } from '../../support/database.ts';
import { requestStarts } from '../../support/request-starts.ts';
import { noAbort } from '../support/openai-stand-in.ts';

const at = (time: string) => new Date(`2026-11-22T${time}Z`);
let ids = 0;

function claim(database: Database, source: string, time: string, options: { id?: string; limit?: number } = {}) {
  ids += 1;
  return claimRequestStart(database, {
    source,
    id: options.id ?? `request-${ids}`,
    at: at(time),
    limit: options.limit ?? 2,
    heldMs: 60_000,
  });
}

describe('starts of requests', () => {
  it('are remembered for each source, and forgotten once no limit looks back so far', async () => {
    const database = await testDatabase();
    await claim(database, 'a', '12:00:00');
    await claim(database, 'b', '12:00:01');
    await claim(database, 'a', '12:05:00');
    expect(await requestStarts(database, 'a', at('12:00:00'))).toEqual([at('12:00:00'), at('12:05:00')]);
    expect(await requestStarts(database, 'a', at('12:00:01'))).toEqual([at('12:05:00')]);
    await claim(database, 'a', '12:12:00');
    expect(await requestStarts(database, 'a', at('00:00:00'))).toEqual([at('12:05:00'), at('12:12:00')]);
  });

  it('are granted up to the limit, and then when the earliest that counts is over', async () => {
    const database = await testDatabase();
    expect(await claim(database, 'a', '12:00:00')).toBeNull();
    expect(await claim(database, 'a', '12:00:20')).toBeNull();
    expect(await claim(database, 'a', '12:00:30')).toEqual(at('12:01:00'));
    expect(await claim(database, 'b', '12:00:30')).toBeNull();
    expect(await claim(database, 'a', '12:00:59.999')).toEqual(at('12:01:00'));
    expect(await claim(database, 'a', '12:01:00')).toBeNull();
    // If the limit was lowered, the latest starts matter.
    expect(await claim(database, 'a', '12:01:10', { limit: 1 })).toEqual(at('12:02:00'));
  });

  it('that are claimed again under their own id count once, from the later time', async () => {
    const database = await testDatabase();
    await claim(database, 'a', '12:00:00', { id: 'slow' });
    expect(await claim(database, 'a', '12:00:05', { id: 'slow' })).toBeNull();
    expect(await requestStarts(database, 'a', at('00:00:00'))).toEqual([at('12:00:05')]);
  });

  it('of a clock that was set back since do not count', async () => {
    const database = await testDatabase();
    await claim(database, 'a', '13:00:00', { limit: 1 });
    expect(await claim(database, 'a', '12:00:00', { limit: 1 })).toBeNull();
  });

  it('of three processes never pass the limit together, and use all of it', async () => {
    const url = await testDatabaseUrl();
    const heldMs = 1000;
    const limit = 5;
    const each = 8;
    const script = fileURLToPath(new URL('claim-starts.ts', import.meta.url));
    const claims = await Promise.all(
      [1, 2, 3].map(async () => {
        const child = spawn(process.execPath, [script, url, String(limit), String(heldMs), String(each)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        return JSON.parse(await text(child.stdout)) as number[];
      }),
    );
    const starts = claims.flat().sort((a, b) => a - b);
    expect(starts).toHaveLength(3 * each);
    for (const [index, start] of starts.entries())
      expect((starts[index + limit] ?? Number.POSITIVE_INFINITY) - start).toBeGreaterThanOrEqual(heldMs);
    // Five at once at some point.
    expect(starts.some((start, index) => (starts[index + limit - 1] ?? Number.POSITIVE_INFINITY) - start < heldMs)).toBe(true);
  }, 60_000);
});

describe('a slot', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  let statements: { underWay(): number };

  async function slots(requestsPerMinute: number) {
    const database = await testDatabase();
    statements = countStatements();
    vi.useFakeTimers({ now: at('12:00:00'), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const process = () => sharedStarts({ database, source: 'a', requestsPerMinute, clock: () => new Date(), pace: usualLimitPace });
    return { database, process };
  }

  const secondsSince = (began: number) => (Date.now() - began) / 1000;

  /** Resolves with the seconds that `work` took. */
  async function inSimulatedTime(work: Promise<unknown>): Promise<number> {
    const began = Date.now();
    let tookSeconds: number | null = null;
    void work.finally(() => {
      tookSeconds = secondsSince(began);
    });
    while (tookSeconds === null) {
      await vi.advanceTimersByTimeAsync(50);
      do await immediate();
      while (statements.underWay() > 0);
    }
    return tookSeconds;
  }

  it('is there at once for five, and for the sixth after a minute and its way, also for an earlier process', async () => {
    const { process } = await slots(5);
    const [first, second] = [process(), process()];
    expect(await inSimulatedTime(Promise.all(Array.from({ length: 3 }, () => first(noAbort))))).toBeLessThan(1);
    expect(await inSimulatedTime(Promise.all(Array.from({ length: 2 }, () => second(noAbort))))).toBeLessThan(1);
    const took = await inSimulatedTime(second(noAbort));
    expect(took).toBeGreaterThan(60);
    expect(took).toBeLessThanOrEqual(61.2);
  });

  it('that nobody waits for any more goes to the next, and the wait rejects at once', async () => {
    const { process } = await slots(1);
    const takeSlot = process();
    await inSimulatedTime(takeSlot(noAbort));
    const abort = new AbortController();
    const waiting = takeSlot(abort.signal);
    const next = takeSlot(noAbort);
    abort.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    expect(await inSimulatedTime(next)).toBeLessThanOrEqual(61.2);
  });

  it('that cannot be noted is not given', async () => {
    const { database, process } = await slots(1);
    vi.useRealTimers();
    await database.schema.dropTable('request_start').execute();
    await expect(process()(noAbort)).rejects.toThrow('request_start');
  });
});
