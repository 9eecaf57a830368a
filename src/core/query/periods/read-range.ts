import { addDays, type Day } from '../../time/day.ts';
import { addUnits, lengthInDays, type Period } from '../../time/period.ts';
import { describeDays } from '../describe-query.ts';
import type { AskedPeriod } from '../query.ts';
import { matchAt, type TextMatch } from '../question-words.ts';
import {
  type Found,
  inYear,
  isRefused,
  type Refused,
  readDate,
  readDayNumber,
  readYear,
  refused,
  resolveDate,
  type WrittenDate,
} from './written-date.ts';

/**
 * A period from one date through another: `oct 1 - oct 15`, `oct 1-15`, `2026-10-01..2026-10-15`, `oct to nov`, `between X and Y`.
 * The end's year also applies to the start; an end without one is in the start's year, or the year after where that is the shorter
 * way around (`dec 20 - jan 5`). Otherwise a start after the end is refused. In a comparison, `oct to nov` is no range.
 */
export function readRange(plain: string, at: number, today: Day, isComparing: boolean): Found {
  const lead = matchAt(leadPattern, plain, at);
  if (isComparing && lead?.[1] === 'between') return null;
  const separator = lead?.[1] === 'between' ? betweenPattern : isComparing && !lead ? dashPattern : separatorPattern;
  const ends = readEnds(plain, at + (lead?.[0].length ?? 0), separator);
  return ends && { value: resolveEnds(ends.value, today), end: ends.end };
}

/** The days from `first` through `last`. */
export function resolveRange(first: WrittenDate, last: WrittenDate, today: Day): AskedPeriod | Refused {
  return resolveEnds(endsOf(first, last), today);
}

const leadPattern = /(from|since|between) +(?:the +)?/y;
const separatorPattern = / *(?:-|\.{2,3}|…) *| +(?:to|until|till|through|thru) +(?:the +)?/y;
const dashPattern = / *(?:-|\.{2,3}|…) */y;
const betweenPattern = / +(?:and|to) +(?:the +)?| *- */y;

interface Ends {
  readonly first: WrittenDate;
  readonly last: WrittenDate;
  /** Whether the first took its year from the last. */
  readonly sharesYear: boolean;
}

function readEnds(plain: string, at: number, separator: RegExp): TextMatch<Ends> | null {
  const first = readDate(plain, at);
  const afterFirst = first && matchAt(separator, plain, first.end);
  const last = afterFirst && readLast(plain, first.end + afterFirst[0].length, first.value);
  // `1st - 15th oct` has the month for both.
  const isShort = first?.value.unit === 'dayOfMonth' && last?.value.unit === 'day';
  if (last && !isShort) return { value: endsOf(first.value, last.value), end: last.end };
  return readShortFirst(plain, at, separator);
}

/** The end of a range. A number alone is a day in the month of `first`. */
function readLast(plain: string, at: number, first: WrittenDate): TextMatch<WrittenDate> | null {
  const date = readDate(plain, at);
  if (date && !(first.unit === 'day' && (date.value.unit === 'year' || date.value.unit === 'dayOfMonth'))) return date;
  const number = first.unit === 'day' ? readDayNumber(plain, at) : null;
  if (!number || first.unit !== 'day') return null;
  const year = readYear(plain, number.end);
  return { value: { ...first, day: number.value, year: year?.value ?? first.year }, end: year?.end ?? number.end };
}

/** A range with the month only on the second day: `15-21 nov 2026`. */
function readShortFirst(plain: string, at: number, separator: RegExp): TextMatch<Ends> | null {
  const number = readDayNumber(plain, at);
  const afterNumber = number && matchAt(separator, plain, number.end);
  const last = afterNumber && readDate(plain, number.end + afterNumber[0].length);
  if (last?.value.unit !== 'day') return null;
  return { value: { first: { ...last.value, day: number?.value ?? 0 }, last: last.value, sharesYear: false }, end: last.end };
}

function endsOf(first: WrittenDate, last: WrittenDate): Ends {
  const sharesYear = 'year' in first && first.year === null && 'year' in last && last.year !== null;
  return { first: sharesYear ? { ...first, year: last.year } : first, last, sharesYear };
}

function resolveEnds(ends: Ends, today: Day): AskedPeriod | Refused {
  const { first, last } = ends;
  // `mon-fri`, asked on a Tuesday: the Monday before the last Friday. So with `10th to 15th`.
  const lastDays = resolveDate(last, today);
  const isRecurring = first.unit === last.unit && (first.unit === 'weekday' || first.unit === 'dayOfMonth');
  const start = resolveDate(first, isRecurring && !isRefused(lastDays) ? lastDays.from : today);
  if (isRefused(start)) return start;
  const end = hasNoYear(last) ? inYear(last, yearOfStart(start)) : lastDays;
  if (isRefused(end)) return end;
  return end.to > start.from ? { from: start.from, to: end.to, calendar: null } : resolveReversed(ends, start, end, today);
}

function resolveReversed({ first, last, sharesYear }: Ends, start: AskedPeriod, end: AskedPeriod, today: Day): AskedPeriod | Refused {
  const swapped = { from: end.from, to: start.to };
  if (sharesYear) {
    const acrossNewYear = { from: addUnits('year', start.from, -1), to: end.to };
    return refused.reversed(start, end, [isShorter(acrossNewYear, swapped) ? acrossNewYear : swapped]);
  }
  const next = hasNoYear(last) ? inYear(last, yearOfStart(start) + 1) : null;
  if (next === null || isRefused(next)) return refused.reversed(start, end, [swapped]);
  const acrossNewYear = { from: start.from, to: next.to, calendar: null };
  const hasEndBegun = next.from <= today;
  const before = hasNoYear(first) ? inYear(first, yearOfStart(start) - 1) : null;
  if (isShorter(acrossNewYear, swapped)) {
    if (hasEndBegun || last.unit === 'day' || before === null || isRefused(before)) return acrossNewYear;
    // `q4 - q1`, asked in November: this one has hardly begun.
    return refused.oneOf([acrossNewYear, { from: before.from, to: end.to }].map(describeDays));
  }
  const meant = hasNoYear(first) ? resolveRange(last, first, today) : swapped;
  return refused.reversed(start, end, [isRefused(meant) ? swapped : meant, ...(hasEndBegun ? [acrossNewYear] : [])]);
}

function isShorter(one: Period, other: Period): boolean {
  return lengthInDays(one) < lengthInDays(other);
}

function hasNoYear(date: WrittenDate): date is Extract<WrittenDate, { readonly year: number | null }> {
  return 'year' in date && date.year === null;
}

/** Of a week, the year of its Thursday. */
function yearOfStart({ from, calendar }: AskedPeriod): number {
  return Number((calendar === 'week' ? addDays(from, 3) : from).slice(0, 4));
}
