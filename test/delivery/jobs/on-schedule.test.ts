import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { isCron, onSchedule } from '#delivery/jobs/on-schedule.ts';

const ownZone = process.env.TZ;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
  if (ownZone === undefined) delete process.env.TZ;
  else process.env.TZ = ownZone;
});

/** The times at which `cron` ticks, from `from` on. */
function ticksFrom(from: string, cron: string): string[] {
  vi.setSystemTime(new Date(from));
  const ticks: string[] = [];
  onTestFinished(onSchedule(cron, () => ticks.push(new Date().toISOString().slice(11, 19))));
  return ticks;
}

it.each([
  // Half an hour before and after clocks go back an hour (Lord Howe: half an hour), or forward.
  ['America/New_York', '2026-11-01T05:30:00Z'],
  ['America/New_York', '2026-03-08T06:30:00Z'],
  ['Europe/Vienna', '2026-10-25T00:30:00Z'],
  ['Europe/Vienna', '2026-03-29T00:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T14:30:00Z'],
  ['Africa/Casablanca', '2026-02-15T01:30:00Z'],
  ['Asia/Kathmandu', '2026-11-01T05:30:00Z'],
  ['Etc/UTC', '2026-11-01T05:30:00Z'],
])('ticks every ten minutes of UTC in %s through %s', async (zone, from) => {
  process.env.TZ = zone;
  const ticks = ticksFrom(from, '*/10 * * * *');
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  const startMs = Date.parse(from);
  const due = Array.from({ length: 12 }, (_, index) => new Date(startMs + (index + 1) * 600_000).toISOString().slice(11, 19));
  expect(ticks).toEqual(due);
});

it('makes up, once and within a second, what came due while the process slept or was blocked', async () => {
  const hourly = ticksFrom('2026-11-22T09:00:00.300Z', '7 * * * *');
  const daily = ticksFrom('2026-11-22T09:00:00.300Z', '30 10 * * *');
  vi.setSystemTime(new Date('2026-11-22T09:07:04Z'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hourly).toEqual(['09:07:05']);
  vi.setSystemTime(new Date('2026-11-22T14:20:00Z'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hourly).toEqual(['09:07:05', '14:20:01']);
  expect(daily).toEqual(['14:20:01']);
});

it('follows a clock that was a year ahead and is set right', async () => {
  const ticks = ticksFrom('2027-11-22T09:00:00Z', '7 * * * *');
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  vi.setSystemTime(new Date('2026-11-22T09:00:00Z'));
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(ticks).toEqual(['09:07:00', '09:07:00']);
});

it('takes no schedule that never comes due', () => {
  expect(isCron('7 * * * *')).toBe(true);
  expect(isCron('0 0 29 2 *')).toBe(true);
  expect(isCron('0 0 30 2 *')).toBe(false);
  expect(isCron('hourly')).toBe(false);
});
