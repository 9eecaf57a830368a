import { strict } from 'chrono-node/en';
import { keptIn } from '../../kept-in.ts';
import { addDays, type Day, mondayOf, startOf } from '../../time/day.ts';
import { formatDayAndYear, weekdayNames } from '../../time/format-day.ts';
import { addUnits, calendarUnits, unitHolding } from '../../time/period.ts';
import { describeDays } from '../describe-query.ts';
import type { AskedPeriod } from '../query.ts';
import { inBackticks, problem, withReplaced } from '../query-problems.ts';
import { matchAt, type Question, type Read, readAt, typedBetween, wordAfter } from '../question-words.ts';
import { readAllTime, readPartOf, readSinceEdge, readStartOf } from './read-part-of.ts';
import { readRange, resolveRange } from './read-range.ts';
import { readRelativePeriod } from './read-relative-period.ts';
import { type Found, holdsMonth, isRefused, type Refused, readResolved, refused, resolveDate, yearOf } from './written-date.ts';

/** The period that starts at word `at`, cut to what can be answered today, or why it cannot be answered. */
export function readPeriod(question: Question, at: number): Read<AskedPeriod> {
  const read = keptIn(alreadyRead, question, () => new Map<number, Read<AskedPeriod>>());
  return keptIn(
    read,
    at,
    () => periodOr(question, at, findPeriod) ?? periodOr(question, at, (plain, start, { today }) => readFreeFormDay(plain, start, today)),
  );
}

/** By the index of the word: each is tried several times, because a name ends where a period starts. */
const alreadyRead = new WeakMap<Question, Map<number, Read<AskedPeriod>>>();

type Find = (plain: string, at: number, question: Question) => Found;

function periodOr(question: Question, at: number, find: Find): Read<AskedPeriod> {
  const word = question.words[at];
  if (word?.kind !== 'plain') return null;
  const { plain, today } = question;
  const found = find(plain, word.start, question);
  const next = found && wordAfter(question, at, found.end + (matchAt(possessivePattern, plain, found.end)?.[0].length ?? 0));
  if (!found || next === null) return null;
  const period = isRefused(found.value) ? found.value : limitPeriod(found.value, today);
  if (!isRefused(period)) return { value: period, next };
  // The point of `1.11.-15.11.` belongs to the days.
  const instead = period.instead.map(words => withReplaced(question, at, next, words).replace(/\.$/, ''));
  const text = `${inBackticks(typedBetween(question, at, next))} ${period.because}.`;
  return problem(text, instead.length > 1 ? { choices: instead } : { suggestion: instead[0] ?? null });
}

/** `yesterday's`, `the last 7 days'`. */
const possessivePattern = /['’]s?(?![\p{L}\p{N}])/uy;

function findPeriod(plain: string, at: number, { today, firstDay, isComparing }: Question): Found {
  return (
    withUnit(plain, readRange(plain, at, today, isComparing)) ??
    readAllTime(plain, at, today, firstDay) ??
    readSince(plain, at, today) ??
    readUntil(plain, at, today) ??
    readPartOf(plain, at, today) ??
    readRelativePeriod(plain, at, today) ??
    readTwoOrders(plain, at, today) ??
    withUnit(plain, readResolved(plain, at, today))
  );
}

/** `since X`, or `from X` with no end: from the first day of X through today. */
function readSince(plain: string, at: number, today: Day): Found {
  const since = matchAt(sincePattern, plain, at);
  if (!since) return null;
  const start = at + since[0].length;
  const startOf = readStartOf(plain, start, today) ?? readSinceEdge(plain, start, today);
  if (startOf) return startOf;
  const found = readRelativePeriod(plain, start, today) ?? readResolved(plain, start, today) ?? readFreeFormDay(plain, start, today);
  if (!found || isRefused(found.value)) return found;
  return { value: { from: found.value.from, to: addDays(today, 1), calendar: null }, end: found.end };
}

const sincePattern = /(?:since|from) +(?:the +)?/y;

/** `until the 15th` does not say from when. */
function readUntil(plain: string, at: number, today: Day): Found {
  const until = matchAt(untilPattern, plain, at);
  const date = until && (readResolved(plain, at + until[0].length, today) ?? readFreeFormDay(plain, at + until[0].length, today));
  if (!date || isRefused(date.value)) return date;
  const { from, to } = date.value;
  const instead = addDays(from, 1) === to ? [describeDays({ from: unitHolding('month', from).from, to })] : [];
  return { value: { because: 'does not say from which day on', instead }, end: date.end };
}

const untilPattern = /(?:until|till?|through|thru|up to) +(?:the +)?/y;

/** The unit in a description such as `1–22 Nov 2026 (month to date)`. It decides what the days are compared with. */
function withUnit(plain: string, found: Found): Found {
  const match = found && matchAt(unitPattern, plain, found.end);
  if (!match || isRefused(found.value)) return found;
  const calendar = calendarUnits.find(unit => unit === match[1]) ?? null;
  const whole = calendar && unitHolding(calendar, found.value.from);
  const fits = whole?.from === found.value.from && (match[2] ? found.value.to <= whole.to : found.value.to === whole.to);
  const value = fits ? { ...found.value, calendar } : refused.missing(`these are not the days of a ${match[1]}`);
  return { value, end: found.end + match[0].length };
}

const unitPattern = / *\((week|month|quarter|year)( to date)?\)/y;

/** `10/03/2026` and `10/3` are October in one country and March in another, so we ask instead of guessing. */
function readTwoOrders(plain: string, at: number, today: Day): Found {
  const meaning = ([, one, , other, year]: readonly (string | undefined)[]) => {
    const orders = [
      [Number(one), Number(other)],
      [Number(other), Number(one)],
    ];
    const days = orders.flatMap(([month = 0, day = 0]) => {
      const resolved = resolveDate({ unit: 'day', year: yearOf(year), month, day }, today);
      return isRefused(resolved) ? [] : [resolved.from];
    });
    return days.length > 0 ? refused.twoOrders([...new Set(days)]) : refused.missing('there is no such day');
  };
  return (
    readTwoOrdersRange(plain, at, today) ??
    readAt(twoOrdersPattern, plain, at, meaning) ??
    readAt(twoOrdersThisYearPattern, plain, at, meaning) ??
    readAt(dayOrYearPattern, plain, at, ([, month, number]) => refused.oneOf([`${number} ${month}`, `${month} 20${number}`]))
  );
}

/** `nov-26`, as spreadsheets write November 2026. */
const dayOrYearPattern = /((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)-(2\d)(?![\w-])/y;

const twoOrdersPattern = /(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![a-z\d])/y;
/** `1.11.-5.11.`: both ends in the one order or in the other. */
function readTwoOrdersRange(plain: string, at: number, today: Day): Found {
  return readAt(twoOrdersRangePattern, plain, at, ([, one, , other, year, lastOne, lastOther, lastYear]) => {
    const orders = [
      [one, other, lastOne, lastOther],
      [other, one, lastOther, lastOne],
    ];
    const ranges = orders.map(([month, day, lastMonth, lastDay]) =>
      resolveRange(
        { unit: 'day', year: yearOf(year), month: Number(month), day: Number(day) },
        { unit: 'day', year: yearOf(lastYear), month: Number(lastMonth), day: Number(lastDay) },
        today,
      ),
    );
    const forwards = ranges.flatMap(range => (isRefused(range) ? [] : [describeDays(range)]));
    if (forwards.length > 0) return refused.oneOf([...new Set(forwards)]);
    const backwards = ranges.flatMap(range => (isRefused(range) && range.instead.length > 0 ? [range] : []));
    const [only = refused.missing('there are no such days'), ...others] = backwards;
    return others.length === 0 ? only : refused.oneOf([...new Set(backwards.flatMap(({ instead }) => instead))]);
  });
}

const twoOrdersRangePattern =
  /(\d{1,2})([/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)? *(?:-|to|until) *(\d{1,2})\2(\d{1,2})(?:\2(\d{4}|\d{2})?)?(?![\w/.])/y;
const twoOrdersThisYearPattern = /(\d{1,2})(\/)(\d{1,2})(?![\w/.])/y;

/**
 * A day beyond our patterns, as chrono-node reads it: `third of october`, `03-oct-2026`, `Saturday, 3 October 2026`.
 * Only a day with its month counts; without a year, the most recent that has started. We drop what chrono makes up: a weekday
 * without a date (it takes the next one), two-digit years, times, ends.
 */
function readFreeFormDay(plain: string, at: number, today: Day): Found {
  const text = matchAt(candidatePattern, plain, at)?.[0] ?? '';
  if (!holdsMonth(text)) return null;
  const [first] = strict.parse(text, { instant: startOf(today), timezone: 'UTC' }, { forwardDate: false });
  if (first?.index !== 0 || first.end) return null;
  const { start } = first;
  const [year, month, day] = [start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0];
  if (!start.isCertain('day') || !start.isCertain('month') || start.isCertain('hour')) return null;
  if (start.isCertain('year') && !first.text.includes(String(year))) return null;
  const period = resolveDate({ unit: 'day', year: start.isCertain('year') ? year : null, month, day }, today);
  const weekday = start.isCertain('weekday') ? (start.get('weekday') ?? 0) : null;
  return { value: isRefused(period) ? period : onWeekday(period, weekday), end: at + first.text.length };
}

/** Up to five words, the first of which can start a date. chrono is slow, so it only sees these. */
const candidatePattern =
  /(?:\d|[a-z]{2,11}(?:st|nd|rd|th) |(?:twenty|thirty|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^ ]{0,12} ?)[^ ]{0,12}(?: [^ ]{1,12}){0,4}/y;

/** Refuses a day that falls on another weekday than the one given. Sunday is 0. */
function onWeekday(period: AskedPeriod, weekday: number | null): AskedPeriod | Refused {
  if (weekday === null || addDays(mondayOf(period.from), (weekday + 6) % 7) === period.from) return period;
  return refused.missing(`${formatDayAndYear(period.from)} is no ${weekdayNames[(weekday + 6) % 7]}`);
}

/** Anything longer is refused. */
const longestYears = 10;

/** `period` cut off after `today`. Refused when it has not started, has no days, or is longer than ten years. */
function limitPeriod(period: AskedPeriod, today: Day): AskedPeriod | Refused {
  if (period.from > today) return refused.future(today);
  const tomorrow = addDays(today, 1);
  const to = period.to > tomorrow ? tomorrow : period.to;
  if (to <= period.from) return refused.empty;
  return period.from < addUnits('year', to, -longestYears) ? refused.long : { ...period, to };
}
