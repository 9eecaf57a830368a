import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Collections } from '#collect/collections.ts';
import { startCollecting } from '#collect/schedule.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'],
    now: new Date('2026-11-22T09:00:00Z'),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Collections of which each run takes as long as `run` says. */
function scheduled(run: () => Promise<void>, cron = '7 * * * *') {
  const began: string[] = [];
  const clock = () => new Date();
  const collections: Collections = {
    running: new Map(),
    run: async () => {
      began.push(clock().toISOString().slice(0, 16));
      await run();
      return [];
    },
    stop: async () => undefined,
  };
  const logger = pino({ level: 'silent' });
  const schedule = startCollecting(collections, { cron, backfillDays: 90, clock, logger });
  onTestFinished(() => schedule.stop());
  return began;
}

const lasting = (ms: number) => () => new Promise<void>(resolve => setTimeout(resolve, ms));

it('collects at the start and then on its schedule', async () => {
  const began = scheduled(lasting(1_000));
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  expect(began).toEqual(['2026-11-22T09:00', '2026-11-22T09:07', '2026-11-22T10:07']);
});

it('makes up after a long run what came due meanwhile, once', async () => {
  const began = scheduled(lasting(2.5 * 3_600_000));
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  // The run from 9:00 to 11:30 spans three hourly times.
  expect(began).toEqual(['2026-11-22T09:00', '2026-11-22T11:30']);
});

it('makes up a daily collection that the machine slept through', async () => {
  const began = scheduled(lasting(1_000), '30 10 * * *');
  await vi.advanceTimersByTimeAsync(60_000);
  vi.setSystemTime(new Date('2026-11-22T13:40:00Z'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(began).toEqual(['2026-11-22T09:00', '2026-11-22T13:40']);
});
