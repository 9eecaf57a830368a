import { addDays, type Day } from '../../time/day.ts';
import { addUnits, type CalendarUnit, daysBefore, unitHolding } from '../../time/period.ts';
import type { AskedPeriod } from '../query.ts';
import { matchAt } from '../question-words.ts';
import { type Refused, refused, type TextMatch } from './written-date.ts';
import { countOf, countPattern } from './written-number.ts';

/**
 * A period relative to `today`.
 *
 * - `7d`, `last 7 days`, `past 2 weeks`: full days before today. `last 3 months`: from the same day three months ago,
 *   clamped to that month's end, through yesterday. Quarters and years count as 3 and 12 months.
 * - `last week`: the calendar week before this one. `past week`: the last 7 days.
 * - `this week`, `wtd`, `week to date`: through today.
 */
export function readRelativePeriod(plain: string, at: number, today: Day): TextMatch<AskedPeriod | Refused> | null {
  return (
    readRolling(plain, at, today) ??
    readTooFine(plain, at) ??
    readUnit(plain, at, today) ??
    readToDate(plain, at, today) ??
    readFuture(plain, at, today)
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
const unitPattern = /(this|current|last|previous|prev|past)\s+(?:calendar\s+)?(day|week|month|quarter|year)(?![a-z\d])(?!\s+to\s+date)/y;
const toDatePattern = /(?:(?:this\s+)?(week|month|quarter|year)[ -]to[ -]date|([wmqy])td)(?![a-z\d])/y;
const futurePattern =
  /(?:tomorrow|next\s+(?:\d{1,4}\s+)?(?:day|week|month|quarter|year)s?|coming\s+(?:week|month|quarter|year))(?![a-z\d])/y;

/** The most of any unit. Keeps date arithmetic within years that exist. */
const tooMany = 3660;

const unitLetters: Readonly<Record<string, CalendarUnit | 'day'>> = { d: 'day', w: 'week', m: 'month', q: 'quarter', y: 'year' };

function readRolling(plain: string, at: number, today: Day): TextMatch<AskedPeriod | Refused> | null {
  const fortnight = matchAt(fortnightPattern, plain, at);
  if (fortnight) return { value: rolling(2, 'week', today), end: at + fortnight[0].length };
  const match = matchAt(rollingPattern, plain, at) ?? matchAt(rollingWordsPattern, plain, at);
  return match && { value: rolling(countOf(match[1] ?? '') ?? 0, unitOf(match[2]), today), end: at + match[0].length };
}

/** Business days, parts of a day, and hours. */
function readTooFine(plain: string, at: number): TextMatch<Refused> | null {
  const business = matchAt(businessDaysPattern, plain, at);
  if (business) return { value: refused.businessDays(business[1] ?? ''), end: at + business[0].length };
  for (const [pattern, days] of partsOfDay) {
    const part = matchAt(pattern, plain, at);
    if (part) return { value: refused.hours(days), end: at + part[0].length };
  }
  const match = matchAt(hoursPattern, plain, at);
  if (!match || /^[hm]/.test(match[0])) return null;
  const hours = match[3]?.startsWith('h') ? (countOf(match[1] ?? match[2] ?? 'one') ?? 0) : 0;
  return {
    value: refused.hours(
      hours < 24 ? ['today', 'yesterday'] : hours < 48 ? ['yesterday', 'today'] : [`last ${Math.ceil(hours / 24)} days`],
    ),
    end: at + match[0].length,
  };
}

function readUnit(plain: string, at: number, today: Day): TextMatch<AskedPeriod | Refused> | null {
  const match = matchAt(unitPattern, plain, at);
  if (!match) return null;
  const [words, which, name] = match;
  const unit = unitOf(name);
  const end = at + words.length;
  if (which === 'past') return { value: rolling(1, unit, today), end };
  const isThis = which === 'this' || which === 'current';
  if (unit === 'day') return { value: { ...daysBefore(addDays(today, isThis ? 1 : 0), 1), calendar: null }, end };
  const current = unitHolding(unit, today);
  return { value: { ...(isThis ? current : { from: addUnits(unit, current.from, -1), to: current.from }), calendar: unit }, end };
}

function readToDate(plain: string, at: number, today: Day): TextMatch<AskedPeriod> | null {
  const match = matchAt(toDatePattern, plain, at);
  if (!match) return null;
  const unit = unitOf(match[1] ?? match[2]);
  return unit === 'day' ? null : { value: { ...unitHolding(unit, today), calendar: unit }, end: at + match[0].length };
}

function readFuture(plain: string, at: number, today: Day): TextMatch<Refused> | null {
  const match = matchAt(futurePattern, plain, at);
  return match && { value: refused.future(today), end: at + match[0].length };
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
