import { addDays, type Day } from '../../time/day.ts';
import { addUnits, type CalendarUnit, daysBefore, unitHolding } from '../../time/period.ts';
import type { AskedPeriod } from '../query.ts';
import { readAt } from '../question-words.ts';
import { type Found, type Refused, refused } from './written-date.ts';
import { countOf, countPattern } from './written-number.ts';

/**
 * A period relative to `today`.
 *
 * - `7d`, `last 7 days`, `past 2 weeks`: full days before today. `last 3 months`: from the same day three months ago,
 *   clamped to that month's end, through yesterday. Quarters and years count as 3 and 12 months.
 * - `last week`: the calendar week before this one. `past week`: the last 7 days.
 * - `this week`, `wtd`, `week to date`: through today.
 */
export function readRelativePeriod(plain: string, at: number, today: Day): Found {
  return (
    readRolling(plain, at, today) ??
    readTooFine(plain, at) ??
    readUnit(plain, at, today) ??
    readToDate(plain, at, today) ??
    readAt(futurePattern, plain, at, () => refused.future(today))
  );
}

const recent = '(?:(?:last|past|previous|prev|trailing|rolling)\\s+)';
const units = 'days?|d|weeks?|wks?|w|months?|mos?|m|quarters?|years?|yrs?|y';
const rollingPattern = new RegExp(`${recent}?(\\d{1,9})\\s*(?:(?:full|whole|complete)\\s+)?(${units})(?![a-z\\d])(?!\\s+ago)`, 'y');
/** In words only after `last`: `one day` may be any. */
const rollingWordsPattern = new RegExp(`${recent}${countPattern}\\s+(?:(?:full|whole|complete)\\s+)?(${units})(?![a-z\\d])`, 'y');
const hoursPattern = new RegExp(`${recent}?(?:(\\d{1,9})\\s*|${countPattern}\\s+)?(h|hrs?|hours?|mins?|minutes?)(?![a-z\\d])`, 'y');
const businessDaysPattern = new RegExp(`${recent}?${countPattern}\\s+(?:business|working|work|week)[ -]?days?(?![a-z\\d])`, 'y');
const fortnightPattern = new RegExp(`${recent}?fortnight(?![a-z\\d])`, 'y');
/** Parts of a day, and the days that they are in. */
const partsOfDay: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:tonight|this (?:morning|afternoon|evening|hour))(?![a-z\d])/y, ['today']],
  [/(?:last night|overnight)(?![a-z\d])/y, ['yesterday', 'today']],
];
const unitPattern =
  /(this|current|last|previous|prev|past)\s+(?:(?:calendar|full|whole|complete)\s+)?(day|week|month|quarter|year)(?![a-z\d])(?!\s+to\s+date)/y;
const toDatePattern = /(?:(?:this\s+)?(week|month|quarter|year)[ -]to[ -]date|([wmqy])td)(?![a-z\d])/y;
const futurePattern =
  /(?:tomorrow|next\s+(?:\d{1,4}\s+)?(?:day|week|month|quarter|year)s?|coming\s+(?:week|month|quarter|year))(?![a-z\d])/y;

/** The most of any unit. Keeps date arithmetic within years that exist. */
const tooMany = 3660;

const unitLetters: Readonly<Record<string, CalendarUnit | 'day'>> = { d: 'day', w: 'week', m: 'month', q: 'quarter', y: 'year' };

function readRolling(plain: string, at: number, today: Day): Found {
  const meaning = ([, count, unit]: readonly (string | undefined)[]) => rolling(countOf(count ?? '') ?? 0, unitOf(unit), today);
  return (
    readAt(fortnightPattern, plain, at, () => rolling(2, 'week', today)) ??
    readAt(rollingPattern, plain, at, meaning) ??
    readAt(rollingWordsPattern, plain, at, meaning)
  );
}

/** Business days, parts of a day, and hours. */
function readTooFine(plain: string, at: number): Found {
  const business = readAt(businessDaysPattern, plain, at, ([, days = '']) => refused.businessDays(days));
  if (business) return business;
  for (const [pattern, days] of partsOfDay) {
    const part = readAt(pattern, plain, at, () => refused.hours(days));
    if (part) return part;
  }
  return readAt(hoursPattern, plain, at, ([words = '', digits, word, unit]) => {
    if (/^[hm]/.test(words)) return null;
    const hours = unit?.startsWith('h') ? (countOf(digits ?? word ?? 'one') ?? 0) : 0;
    if (hours >= 48) return refused.hours([`last ${Math.ceil(hours / 24)} days`]);
    return refused.hours(hours < 24 ? ['today', 'yesterday'] : ['yesterday', 'today']);
  });
}

function readUnit(plain: string, at: number, today: Day): Found {
  return readAt(unitPattern, plain, at, ([, which, name]) => {
    const unit = unitOf(name);
    if (which === 'past') return rolling(1, unit, today);
    const isThis = which === 'this' || which === 'current';
    if (unit === 'day') return { ...daysBefore(addDays(today, isThis ? 1 : 0), 1), calendar: null };
    const current = unitHolding(unit, today);
    return { ...(isThis ? current : { from: addUnits(unit, current.from, -1), to: current.from }), calendar: unit };
  });
}

function readToDate(plain: string, at: number, today: Day): Found {
  return readAt(toDatePattern, plain, at, ([, name, letter]) => {
    const unit = unitOf(name ?? letter);
    return unit === 'day' ? null : { ...unitHolding(unit, today), calendar: unit };
  });
}

function rolling(count: number, unit: CalendarUnit | 'day', today: Day): AskedPeriod | Refused {
  if (count === 0) return refused.empty;
  if (count > tooMany) return refused.long;
  const from = unit === 'day' ? addDays(today, -count) : addUnits(unit, today, -count);
  return { from, to: today, calendar: null };
}

function unitOf(name: string | undefined): CalendarUnit | 'day' {
  return unitLetters[name?.charAt(0) ?? 'd'] ?? 'day';
}
