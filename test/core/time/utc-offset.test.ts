import { expect, it } from 'vitest';
import { utcOffset } from '#core/time/local-time.ts';

const winter = new Date('2026-12-01T12:00:00Z');
const summer = new Date('2026-07-01T12:00:00Z');

it.each([
  ['UTC', winter, 'UTC+0'],
  ['Europe/London', winter, 'UTC+0'],
  ['Europe/London', summer, 'UTC+1'],
  ['America/New_York', winter, 'UTC−5'],
  ['America/New_York', summer, 'UTC−4'],
  ['America/St_Johns', winter, 'UTC−3:30'],
  ['Asia/Kathmandu', winter, 'UTC+5:45'],
  ['Pacific/Kiritimati', winter, 'UTC+14'],
])('the offset of %s at %s is %s', (zone, instant, offset) => expect(utcOffset(instant, zone)).toBe(offset));
