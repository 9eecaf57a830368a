import { addDays, type Day, isDay, mondayOf } from '../../time/day.ts';
import { formatDayAndYear, formatMonth, monthNames, weekdayNames } from '../../time/format-day.ts';
import { addUnits, lengthInDays, type Period, unitHolding } from '../../time/period.ts';
import { describeDays } from '../describe-query.ts';
import type { AskedPeriod } from '../query.ts';
import { readAt, type TextMatch } from '../question-words.ts';
import { countOf, countPattern } from './written-number.ts';

/** A day, month, quarter or year as written. Without a year, it is the most recent one that has started. */
export type WrittenDate =
  | { readonly unit: 'day'; readonly year: number | null; readonly month: number; readonly day: number }
  | { readonly unit: 'month'; readonly year: number | null; readonly month: number }
  | { readonly unit: 'quarter'; readonly year: number | null; readonly quarter: number }
  | { readonly unit: 'half'; readonly year: number | null; readonly half: number }
  | { readonly unit: 'week'; readonly year: number | null; readonly week: number }
  | { readonly unit: 'year'; readonly year: number }
  /** Monday is 1, Sunday is 7. `last monday` is never today. */
  | { readonly unit: 'weekday'; readonly weekday: number; readonly isBeforeToday: boolean }
  | { readonly unit: 'dayOfMonth'; readonly day: number }
  | { readonly unit: 'daysAgo'; readonly days: number };

const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:\\.(?!\\.))?(?![a-z])';
const weekday = '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z\\d])';
const number = '(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)';
/** A year after a day or month, in two digits only after a space: `3 nov 26`, `nov '26`. Not the year of a `2026-10-01` that follows. */
const year = `(?:(?:,? +|-)(\\d{4}|(?<= )['’]?[2-9]\\d(?! *(?:${monthNames.map(name => name.slice(0, 3).toLowerCase()).join('|')})))(?![\\w%]|-\\d))?`;

/** Every way to write a date, longest first, and what its groups mean. */
const forms: readonly (readonly [RegExp, (groups: readonly (string | undefined)[]) => WrittenDate])[] = [
  [
    /(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?![a-z\d])/y,
    ([, y, , m, d]) => ({ unit: 'day', year: Number(y), month: Number(m), day: Number(d) }),
  ],
  [new RegExp(`${month} *(?:the +)?${number}(?![a-z])${year}`, 'y'), ([, m, d, y]) => day(d, m, y)],
  [new RegExp(`${number} *(?:of +)?${month}${year}`, 'y'), ([, d, m, y]) => day(d, m, y)],
  [/(\d{4})-(\d{1,2})(?![a-z\d])/y, ([, y, m]) => ({ unit: 'month', year: Number(y), month: Number(m) })],
  [new RegExp(`${month}${year}`, 'y'), ([, m, y]) => ({ unit: 'month', year: yearOf(y), month: indexIn(monthNames, m) })],
  [new RegExp(`q(\\d)${year}(?![a-z\\d])`, 'y'), ([, q, y]) => ({ unit: 'quarter', year: yearOf(y), quarter: Number(q) })],
  [/(\d{4})[ -]?q(\d)(?![a-z\d])/y, ([, y, q]) => ({ unit: 'quarter', year: Number(y), quarter: Number(q) })],
  [new RegExp(`h([12])${year}(?![a-z\\d])`, 'y'), ([, h, y]) => ({ unit: 'half', year: yearOf(y), half: Number(h) })],
  [/(\d{4})[ -]?h([12])(?![a-z\d])/y, ([, y, h]) => ({ unit: 'half', year: Number(y), half: Number(h) })],
  [/(\d{4})[ -]?w(\d{1,2})(?![a-z\d])/y, ([, y, w]) => ({ unit: 'week', year: Number(y), week: Number(w) })],
  [
    new RegExp(
      `(?:(?:iso|calendar) +)?(?:week|wk|kw|cw|w)[ -]?(\\d{1,2})(?: +of(?= +\\d{4}))?${year}(?![a-z\\d%]| +(?:of|in)(?![a-z]))`,
      'y',
    ),
    ([, w, y]) => ({ unit: 'week', year: yearOf(y), week: Number(w) }),
  ],
  [/(?:year +)?((?:19|20)\d\d)(?![a-z\d])/y, ([, y]) => ({ unit: 'year', year: Number(y) })],
  [/(?:today|(?:right +)?now)(?![a-z\d])/y, () => ({ unit: 'daysAgo', days: 0 })],
  [/(?:the +)?day before yesterday(?![a-z\d])/y, () => ({ unit: 'daysAgo', days: 2 })],
  [/yesterday(?![a-z\d])/y, () => ({ unit: 'daysAgo', days: 1 })],
  [new RegExp(`${countPattern} days? ago(?![a-z\\d])`, 'y'), ([, count]) => ({ unit: 'daysAgo', days: daysIn(count, 1) })],
  [new RegExp(`${countPattern} weeks? ago(?![a-z\\d])`, 'y'), ([, count]) => ({ unit: 'daysAgo', days: daysIn(count, 7) })],
  // But not the start of `Saturday, 3 October`.
  [
    new RegExp(`((?:last|past|previous) +)?${weekday}(?!,? +(?:the +)?(?:${number} *(?:of +)?)?${month})`, 'y'),
    ([, last, name]) => ({ unit: 'weekday', weekday: indexIn(weekdayNames, name), isBeforeToday: last !== undefined }),
  ],
  // But not `2nd model`.
  [
    /(\d{1,2})(?:st|nd|rd|th)(?= *(?:$|[,?!.)-])| +(?:to|until|till|through|thru|and|vs|versus|by|per|for|utc)(?![a-z]))/y,
    ([, d]) => ({ unit: 'dayOfMonth', day: Number(d) }),
  ],
];

export function readDate(plain: string, at: number): TextMatch<WrittenDate> | null {
  for (const [pattern, dateOf] of forms) {
    const date = readAt(pattern, plain, at, dateOf);
    if (date) return date;
  }
  return null;
}

/** A day of the month on its own, as in `oct 1-15`. */
export function readDayNumber(plain: string, at: number): TextMatch<number> | null {
  return readAt(ordinalPattern, plain, at, ([, digits]) => Number(digits));
}

export function readYear(plain: string, at: number): TextMatch<number> | null {
  return readAt(yearPattern, plain, at, ([, digits]) => yearOf(digits));
}

export function holdsMonth(text: string): boolean {
  return anyMonthPattern.test(text);
}

const ordinalPattern = new RegExp(`${number}(?![a-z])`, 'y');
const yearPattern = new RegExp(year, 'y');
const anyMonthPattern = new RegExp(`(?<![a-z])${month}`);

function day(numberText: string | undefined, monthName: string | undefined, yearText: string | undefined): WrittenDate {
  return { unit: 'day', year: yearOf(yearText), month: indexIn(monthNames, monthName), day: Number(numberText) };
}

/** Counted from 1, matched on the first three letters. */
function indexIn(list: readonly string[], name: string | undefined): number {
  return list.findIndex(known => known.slice(0, 3).toLowerCase() === name?.slice(0, 3)) + 1;
}

export function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  return text.length < 4 ? 2000 + Number(text.slice(-2)) : Number(text);
}

/** At most ten years, so that the day exists. */
function daysIn(count: string | undefined, each: number): number {
  return Math.min((countOf(count ?? '') ?? 1) * each, 9999);
}

type Resolved = AskedPeriod | Refused;

/** Without a year, the most recent one that has started by `today`. */
export function resolveDate(date: WrittenDate, today: Day): Resolved {
  if (date.unit === 'daysAgo') return oneDay(addDays(today, -date.days));
  if (date.unit === 'weekday') return oneDay(mostRecentWeekday(date.weekday, date.isBeforeToday ? addDays(today, -1) : today));
  if (date.unit === 'dayOfMonth') return mostRecentDayOfMonth(date.day, today);
  if (date.year !== null) return inYear(date, date.year);
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year >= thisYear - longestGapBetweenLeapDays; year -= 1) {
    const resolved = inYear(date, year);
    if (!isRefused(resolved) && resolved.from <= today) return resolved;
  }
  return inYear(date, thisYear);
}

/** A date at `at`, resolved. */
export function readResolved(plain: string, at: number, today: Day): TextMatch<Resolved> | null {
  const date = readDate(plain, at);
  return date && { value: resolveDate(date.value, today), end: date.end };
}

/** `date` in `year`, ignoring any year it was written with. */
export function inYear(date: Exclude<WrittenDate, { unit: 'daysAgo' | 'weekday' | 'dayOfMonth' }>, year: number): Resolved {
  const yearText = String(year).padStart(4, '0');
  if (date.unit === 'week') return isoWeek(yearText, date.week);
  if (date.unit === 'half') return halfYear(yearText, date.half);
  const month = date.unit === 'year' ? 1 : date.unit === 'quarter' ? date.quarter * 3 - 2 : date.month;
  const first = `${yearText}-${twoDigits(month)}-${twoDigits(date.unit === 'day' ? date.day : 1)}`;
  if (isDay(first)) return date.unit === 'day' ? oneDay(first) : { ...unitHolding(date.unit, first), calendar: date.unit };
  if (date.unit === 'year') return refused.missing(`there is no year ${yearText}`);
  return refused.missing(date.unit === 'quarter' ? 'a year has the quarters Q1 to Q4' : daysInMonth(yearText, month));
}

/** By ISO 8601: week 1 holds 4 January. */
function isoWeek(year: string, week: number): Resolved {
  const monday = isDay(`${year}-01-04`) ? addDays(mondayOf(`${year}-01-04`), (week - 1) * 7) : null;
  const isOfYear = monday !== null && week > 0 && addDays(monday, 3).startsWith(year);
  return isOfYear ? { ...unitHolding('week', monday), calendar: 'week' } : refused.missing(`${year} has no week ${week}`);
}

function halfYear(year: string, half: number): Resolved {
  const [from, to] = half === 1 ? [`${year}-01-01`, `${year}-07-01`] : [`${year}-07-01`, `${Number(year) + 1}-01-01`];
  return isDay(from) && isDay(to) ? { from, to, calendar: null } : refused.missing(`there is no year ${year}`);
}

/** The one this month if it has begun, else of the last month that has such a day. */
function mostRecentDayOfMonth(day: number, today: Day): Resolved {
  for (const monthsBack of [0, 1, 2]) {
    const asked = `${addUnits('month', `${today.slice(0, 7)}-01`, -monthsBack).slice(0, 7)}-${twoDigits(day)}`;
    if (isDay(asked) && asked <= today) return oneDay(asked);
  }
  return refused.missing('a month has the days 1st to 31st');
}

/** From 1896 to 1904: 1900 was no leap year. */
const longestGapBetweenLeapDays = 8;

function oneDay(day: Day): Resolved {
  return { from: day, to: addDays(day, 1), calendar: null };
}

function daysInMonth(year: string, month: number): string {
  const first = `${year}-${twoDigits(month)}-01`;
  if (!isDay(first)) return 'a year has the months 01 to 12';
  return `${formatMonth(first)} has ${lengthInDays(unitHolding('month', first))} days`;
}

function mostRecentWeekday(weekday: number, today: Day): Day {
  const thisWeek = addDays(mondayOf(today), weekday - 1);
  return thisWeek <= today ? thisWeek : addUnits('week', thisWeek, -1);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** A period that was read, or why it cannot be answered; null if there is none. */
export type Found = TextMatch<AskedPeriod | Refused> | null;

/** Why a period cannot be answered, worded to follow the period itself. */
export interface Refused {
  readonly because: string;
  /** Periods to suggest instead. */
  readonly instead: readonly string[];
}

export const refused = {
  empty: { because: 'has no days', instead: [] },
  long: { because: 'is longer than 10 years', instead: ['last 10 years'] },
  /** Smaller than the smallest figure that OpenAI reports. */
  hours: (instead: readonly string[]): Refused => ({ because: 'is not in whole days, and the days here are UTC days', instead }),
  businessDays: (days: string): Refused => ({
    because: 'is in business days, which spendbot does not know',
    instead: [`last ${days} days`],
  }),
  nothing: { because: 'has no days: nothing was collected yet', instead: [] },
  future: (today: Day): Refused => ({
    because: `is in the future: the latest day is today, ${formatDayAndYear(today)} in UTC`,
    instead: [],
  }),
  /** `instead` is what was probably meant. */
  reversed: (from: Period, to: Period, instead: readonly Period[]): Refused => ({
    because: `runs backwards: ${describeDays(from)} is after ${describeDays(to)}`,
    instead: instead.map(describeDays),
  }),
  missing: (because: string): Refused => ({ because: `does not exist: ${because}`, instead: [] }),
  oneOf: (instead: readonly string[]): Refused => ({ because: `may be \`${instead.join('` or `')}\``, instead }),
  twoOrders: (days: readonly Day[]): Refused => ({
    because: `may be ${days.map(formatDayAndYear).join(' or ')}: write it as ${days[0]}`,
    instead: days,
  }),
} as const;

export function isRefused(outcome: object): outcome is Refused {
  return 'because' in outcome;
}
