import { expect, it } from 'vitest';
import { Once } from '#bot/once.ts';

const minuteMs = 60_000;

it('a key is known for as long as it is remembered, also when the clock is set back by less than that', () => {
  let now = new Date('2026-11-22T12:00:00Z');
  const once = new Once(10 * minuteMs, () => now);
  expect(once.isFirst('a')).toBe(true);
  now = new Date('2026-11-22T11:51:00Z');
  expect(once.isFirst('a')).toBe(false);
  now = new Date('2026-11-22T12:10:00Z');
  expect(once.isFirst('a')).toBe(true);
});

it('a key that was seen while the clock was a year ahead is forgotten, and holds up no other', () => {
  let now = new Date('2027-11-22T12:00:00Z');
  const once = new Once(10 * minuteMs, () => now);
  once.isFirst('ahead');
  now = new Date('2026-11-22T12:00:00Z');
  expect(once.isFirst('now')).toBe(true);
  expect(once.isFirst('ahead')).toBe(true);
  expect(once.isFirst('ahead')).toBe(false);
  now = new Date('2026-11-22T12:10:00Z');
  expect(once.isFirst('now')).toBe(true);
});
