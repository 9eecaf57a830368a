import { describe, expect, it } from 'vitest';
import { formatDay, formatDays, formatMonth, formatQuarter, formatWeekday } from '#core/time/format-day.ts';

describe('days', () => {
  it('are short, and in UTC whatever the zone of the machine', () => {
    expect(formatDay('2026-11-01')).toBe('1 Nov');
    expect(formatDay('2026-09-30')).toBe('30 Sep');
    expect(formatMonth('2026-11-01')).toBe('Nov 2026');
    expect(formatQuarter('2026-09-30')).toBe('Q3 2026');
    expect(formatWeekday('2026-11-22')).toBe('Sun');
    expect(formatWeekday('2026-11-23')).toBe('Mon');
  });

  it('of a period say each month and year only as often as needed', () => {
    expect(formatDays('2026-11-15', '2026-11-21')).toBe('15–21 Nov 2026');
    expect(formatDays('2026-10-28', '2026-11-03')).toBe('28 Oct – 3 Nov 2026');
    expect(formatDays('2026-12-28', '2027-01-03')).toBe('28 Dec 2026 – 3 Jan 2027');
    expect(formatDays('2026-11-21', '2026-11-21')).toBe('21 Nov 2026');
  });
});
