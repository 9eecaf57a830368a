import { describe, expect, it } from 'vitest';
import { onSunday } from './asked-periods.ts';
import { understood } from './team.ts';

const sunday = '2026-11-22';

/** The day of asking, what is asked, the first and last day it means, and the calendar unit. */
const onOtherDays: readonly (readonly [string, string, string, string, string?])[] = [
  // On a Monday.
  ['2026-11-23', 'since monday', '2026-11-23', '2026-11-23'],
  ['2026-11-23', 'monday', '2026-11-23', '2026-11-23'],
  ['2026-11-23', 'last monday', '2026-11-16', '2026-11-16'],
  ['2026-11-23', 'wtd', '2026-11-23', '2026-11-23', 'week'],
  ['2026-11-23', 'last week', '2026-11-16', '2026-11-22', 'week'],
  // At the end of a month, whose day the months before may lack.
  ['2026-03-31', 'last 1 month', '2026-02-28', '2026-03-30'],
  ['2024-03-31', 'past month', '2024-02-29', '2024-03-30'],
  ['2026-05-31', 'last 3 months', '2026-02-28', '2026-05-30'],
  ['2026-12-31', 'last 2 months', '2026-10-31', '2026-12-30'],
  ['2026-11-30', 'mtd', '2026-11-01', '2026-11-30', 'month'],
  ['2026-12-31', 'this year', '2026-01-01', '2026-12-31', 'year'],
  // On the first of the year.
  ['2027-01-01', 'ytd', '2027-01-01', '2027-01-01', 'year'],
  ['2027-01-01', 'last month', '2026-12-01', '2026-12-31', 'month'],
  ['2027-01-01', 'last quarter', '2026-10-01', '2026-12-31', 'quarter'],
  ['2027-01-01', 'last year', '2026-01-01', '2026-12-31', 'year'],
  ['2027-01-01', 'this week', '2026-12-28', '2027-01-01', 'week'],
  ['2027-01-01', 'last 7d', '2026-12-25', '2026-12-31'],
  ['2027-01-01', 'dec', '2026-12-01', '2026-12-31', 'month'],
  ['2027-01-01', 'jan', '2027-01-01', '2027-01-01', 'month'],
  ['2027-01-01', 'feb', '2026-02-01', '2026-02-28', 'month'],
  ['2027-01-01', 'q1', '2027-01-01', '2027-01-01', 'quarter'],
  ['2026-12-29', '28 dec - 3 jan', '2026-12-28', '2026-12-29'],
  ['2027-01-01', '28 dec - 3 jan', '2026-12-28', '2027-01-01'],
  ['2027-01-04', '28 dec - 3 jan', '2026-12-28', '2027-01-03'],
  ['2027-01-01', 'dec 31', '2026-12-31', '2026-12-31'],
  // On and around a leap day.
  ['2028-02-29', 'feb 29', '2028-02-29', '2028-02-29'],
  ['2028-02-28', 'feb 29', '2024-02-29', '2024-02-29'],
  ['2028-02-29', 'past year', '2027-02-28', '2028-02-28'],
  ['2028-02-29', 'last 10 years', '2018-02-28', '2028-02-28'],
  ['2028-03-01', 'yesterday', '2028-02-29', '2028-02-29'],
  ['2028-03-01', 'last month', '2028-02-01', '2028-02-29', 'month'],
  ['2103-01-01', 'feb 29', '2096-02-29', '2096-02-29'],
];

describe('a period', () => {
  for (const [text, first, last, calendar = null] of onSunday) {
    it(`"${text}" means ${first} through ${last}`, () => {
      expect(daysOf(text, sunday)).toEqual({ first, last, calendar });
    });
  }

  for (const [today, text, first, last, calendar = null] of onOtherDays) {
    it(`asked on ${today}, "${text}" means ${first} through ${last}`, () => {
      expect(daysOf(text, today)).toEqual({ first, last, calendar });
    });
  }

  it('is told from the UTC day of asking, in its first and in its last moment', () => {
    expect(understood('today', new Date('2026-11-22T00:00:00.000Z')).period.from).toBe('2026-11-22');
    expect(understood('today', new Date('2026-11-22T23:59:59.999Z')).period.from).toBe('2026-11-22');
  });
});

function daysOf(text: string, today: string): { first: string; last: string; calendar: string | null } {
  const { from, to, calendar } = understood(text, new Date(`${today}T12:00:00Z`)).period;
  return { first: from, last: new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10), calendar };
}
