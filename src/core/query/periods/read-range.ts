import type { Day } from '../../time/day.ts';
import { addUnits } from '../../time/period.ts';
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
 * The end's year also applies to the start; an end without one is in the start's year, or the most recent (`dec 20 - jan 5`).
 * A start after the end is refused, never moved to another year. In a comparison, `oct to nov` is no range.
 */
export function readRange(plain: string, at: number, today: Day, isComparing: boolean): Found {
  const lead = matchAt(leadPattern, plain, at);
  if (isComparing && lead?.[1] === 'between') return null;
  const separator = lead?.[1] === 'between' ? betweenPattern : isComparing && !lead ? dashPattern : separatorPattern;
  const ends = readEnds(plain, at + (lead?.[0].length ?? 0), separator);
  return ends && { value: resolveEnds(ends.value, today), end: ends.end };
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
  if (date && !(first.unit === 'day' && date.value.unit === 'year')) return date;
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

function resolveEnds({ first, last, sharesYear }: Ends, today: Day): AskedPeriod | Refused {
  // `mon-fri`, asked on a Tuesday: the Monday before the last Friday. So with `10th to 15th`.
  const lastDays = resolveDate(last, today);
  const isRecurring = first.unit === last.unit && (first.unit === 'weekday' || first.unit === 'dayOfMonth');
  const start = resolveDate(first, isRecurring && !isRefused(lastDays) ? lastDays.from : today);
  if (isRefused(start)) return start;
  const end = resolveLast(last, start, today);
  if (isRefused(end)) return end;
  if (end.to > start.from) return { from: start.from, to: end.to, calendar: null };
  // `28 dec - 3 jan 2026` started the year before; otherwise the ends are swapped.
  const instead = sharesYear ? { from: addUnits('year', start.from, -1), to: end.to } : { from: end.from, to: start.to };
  return refused.reversed(start, end, instead);
}

function resolveLast(last: WrittenDate, start: AskedPeriod, today: Day): AskedPeriod | Refused {
  if (!('year' in last) || last.year !== null) return resolveDate(last, today);
  const sameYear = inYear(last, Number(start.from.slice(0, 4)));
  return isRefused(sameYear) || sameYear.to > start.from ? sameYear : resolveDate(last, today);
}
