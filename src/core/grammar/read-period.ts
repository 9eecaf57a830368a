import { calendarUnits, unitHolding } from '../calendar-unit.ts';
import { addDays, type Day, isDay } from '../day.ts';
import type { AskedPeriod } from '../query.ts';
import { readFreeFormDay } from './free-form-day.ts';
import { limitPeriod } from './limit-period.ts';
import { inBackticks, problem, withReplaced } from './problems.ts';
import { type Question, type Read, typedBetween, wordAfter } from './question.ts';
import { type Found, readPoint } from './read-point.ts';
import { readRange } from './read-range.ts';
import { isRefused, type Refused, refused } from './refused-period.ts';
import { readRelativePeriod } from './relative-period.ts';
import { resolvePoint } from './resolve-point.ts';
import { matchAt } from './words.ts';

/** The period that begins with the word at `at`, as it can be answered on the question's day; or why it cannot. */
export function readPeriod(question: Question, at: number): Read<AskedPeriod> {
  return periodOr(question, at, findPeriod) ?? periodOr(question, at, readFreeFormDay);
}

type Find = (plain: string, at: number, today: Day) => Found<AskedPeriod | Refused> | null;

function periodOr(question: Question, at: number, find: Find): Read<AskedPeriod> {
  const word = question.words[at];
  if (word?.kind !== 'plain') return null;
  const { plain, today } = question;
  const found = find(plain, word.start, today);
  const next = found && wordAfter(question, at, found.end);
  if (!found || next === null) return null;
  const period = isRefused(found.value) ? found.value : limitPeriod(found.value, today);
  if (!isRefused(period)) return { value: period, next };
  const instead = period.instead.map(words => withReplaced(question, at, next, words));
  const text = `${inBackticks(typedBetween(question, at, next))} ${period.because}.`;
  return problem(text, instead.length > 1 ? { choices: instead } : { suggestion: instead[0] ?? null });
}

function findPeriod(plain: string, at: number, today: Day): Found<AskedPeriod | Refused> | null {
  return (
    withUnit(plain, readRange(plain, at, today)) ??
    readSince(plain, at, today) ??
    readRelativePeriod(plain, at, today) ??
    readTwoOrders(plain, at) ??
    withUnit(plain, readResolved(plain, at, today))
  );
}

function readResolved(plain: string, at: number, today: Day): Found<AskedPeriod | Refused> | null {
  const point = readPoint(plain, at);
  return point && { value: resolvePoint(point.value, today), end: point.end };
}

/** `since X`, and `from X` without an end: from the first day of X through today. */
function readSince(plain: string, at: number, today: Day): Found<AskedPeriod | Refused> | null {
  const since = matchAt(sincePattern, plain, at);
  if (!since) return null;
  const start = at + since[0].length;
  const found = readRelativePeriod(plain, start, today) ?? readResolved(plain, start, today) ?? readFreeFormDay(plain, start, today);
  if (!found || isRefused(found.value)) return found;
  return { value: { from: found.value.from, to: addDays(today, 1), calendar: null }, end: found.end };
}

const sincePattern = /(?:since|from) +(?:the +)?/y;

/** The unit that a description adds to days, `1–22 Nov 2026 (month to date)`: it says what they are compared with. */
function withUnit(plain: string, found: Found<AskedPeriod | Refused> | null): Found<AskedPeriod | Refused> | null {
  const match = found && matchAt(unitPattern, plain, found.end);
  if (!match || isRefused(found.value)) return found;
  const calendar = calendarUnits.find(unit => unit === match[1]) ?? null;
  const whole = calendar && unitHolding(calendar, found.value.from);
  const fits = whole?.from === found.value.from && (match[2] ? found.value.to <= whole.to : found.value.to === whole.to);
  const value = fits ? { ...found.value, calendar } : refused.missing(`these are not the days of a ${match[1]}`);
  return { value, end: found.end + match[0].length };
}

const unitPattern = / *\((week|month|quarter|year)( to date)?\)/y;

/** `10/03/2026` is October in one country and March in another: it is asked back, not guessed. */
function readTwoOrders(plain: string, at: number): Found<Refused> | null {
  const match = matchAt(twoOrdersPattern, plain, at);
  if (!match) return null;
  const [text, one = '', , other = '', year = ''] = match;
  const days = [`${year}-${one.padStart(2, '0')}-${other.padStart(2, '0')}`, `${year}-${other.padStart(2, '0')}-${one.padStart(2, '0')}`];
  const existing = [...new Set(days)].filter(isDay);
  return { value: existing.length ? refused.twoOrders(existing) : refused.missing('there is no such day'), end: at + text.length };
}

const twoOrdersPattern = /(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![a-z\d])/y;
