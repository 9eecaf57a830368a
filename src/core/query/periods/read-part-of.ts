import { addDays, type Day, mondayOf } from '../../time/day.ts';
import { addUnits, type CalendarUnit, calendarUnits, type Period, unitHolding } from '../../time/period.ts';
import { describeDays } from '../describe-query.ts';
import type { AskedPeriod } from '../query.ts';
import { matchAt, readAt } from '../question-words.ts';
import { readRelativePeriod } from './read-relative-period.ts';
import { type Found, isRefused, readDate, readResolved, refused, resolveDate } from './written-date.ts';
import { countOf, countPattern } from './written-number.ts';

/** Part of a calendar unit: `first week of november`, `week 2 of november`, `last 5 days of q3`, `second half of 2025`, `week of nov 9`, `last weekend`. */
export function readPartOf(plain: string, at: number, today: Day): Found {
  return readWeekOf(plain, at, today) ?? readPart(plain, at, today) ?? readEdge(plain, at, today) ?? readWeekend(plain, at, today);
}

/** `end of october` and `late october` do not say how many days. */
function readEdge(plain: string, at: number, today: Day): Found {
  const edge = findEdge(plain, at, today);
  if (!edge || isRefused(edge.value)) return edge;
  return { value: { because: 'does not say how many days', instead: [describeDays(edge.value)] }, end: edge.end };
}

/** `early 2026`, after `since`. */
export function readSinceEdge(plain: string, at: number, today: Day): Found {
  const edge = findEdge(plain, at, today);
  if (!edge || isRefused(edge.value)) return edge;
  return { value: { because: 'does not say from which day on', instead: [`since ${edge.value.from}`] }, end: edge.end };
}

const edgePattern = /(?:the +)?(?:(beginning|start|middle|end) +of|(early|mid|late)(?: +in)?)[ -]+/y;

/** The days that are most likely meant: of `late october` the last third, of `end of october` the last 7 days. */
function findEdge(plain: string, at: number, today: Day): Found {
  const match = matchAt(edgePattern, plain, at);
  const start = at + (match?.[0].length ?? 0);
  const whole = match && readUnitPeriod(plain, start + (matchAt(/the +/y, plain, start)?.[0].length ?? 0), today);
  if (!whole || isRefused(whole.value)) return whole;
  const [, edge = 'middle', part] = match;
  const isThird = part !== undefined || edge === 'middle' || whole.value.calendar === 'week';
  const days = isThird ? thirdOf(whole.value, part ?? edge) : partOf(whole.value, edge === 'end' ? 'last' : 'first', 7, 'days');
  if (days === null) return { value: refused.empty, end: whole.end };
  return { value: days.from > today ? refused.future(today) : { ...days, calendar: null }, end: whole.end };
}

const thirds: Readonly<Record<string, number>> = { early: 0, beginning: 0, start: 0, late: 2, end: 2 };

/** Four months of a year, a month of a quarter, ten days of a month, two of a week; the last third is the rest. */
function thirdOf({ from, to, calendar }: AskedPeriod, which: string): Period {
  const third = thirds[which] ?? 1;
  const startOf = (index: number) =>
    calendar === 'year' || calendar === 'quarter'
      ? addUnits('month', from, index * (calendar === 'year' ? 4 : 1))
      : addDays(from, index * (calendar === 'month' ? 10 : 2));
  return { from: startOf(third), to: third === 2 ? to : startOf(third + 1) };
}

const weekendPattern = /(?:the +)?(?:(last|past|previous|this) +)?weekend(?![a-z\d])/y;

/** Saturday and Sunday, the most recent that have begun; `last weekend` is over. */
function readWeekend(plain: string, at: number, today: Day): Found {
  const match = matchAt(weekendPattern, plain, at);
  if (!match) return null;
  const saturday = addDays(mondayOf(today), 5);
  const hasBegun = saturday <= today;
  if (match[1] === 'this' && !hasBegun)
    return { value: { ...refused.future(today), instead: ['last weekend'] }, end: at + match[0].length };
  const isBefore = match[1] === 'this' ? false : !hasBegun || match[1] !== undefined;
  const from = isBefore ? addDays(saturday, -7) : saturday;
  return { value: { from, to: addDays(from, 2), calendar: null }, end: at + match[0].length };
}

const weekOfPattern = /(?:the +)?week (?:of|starting|beginning) +(?:on +)?(?:the +)?/y;

function readWeekOf(plain: string, at: number, today: Day): Found {
  const match = matchAt(weekOfPattern, plain, at);
  const date = match && readDate(plain, at + match[0].length);
  if (!date || (date.value.unit !== 'day' && date.value.unit !== 'weekday')) return null;
  const day = resolveDate(date.value, today);
  return { value: isRefused(day) ? day : { ...unitHolding('week', mondayOf(day.from)), calendar: 'week' }, end: date.end };
}

const partPattern = new RegExp(
  `(?:(first|second|third|fourth|last|1st|2nd|3rd|4th|final) +(?:${countPattern} +)?(days?|weeks?|half)|week +([1-5])) +(?:of|in) +(?:the +)?`,
  'y',
);

function readPart(plain: string, at: number, today: Day): Found {
  const match = matchAt(partPattern, plain, at);
  const whole = match && readUnitPeriod(plain, at + match[0].length, today);
  if (!whole) return null;
  if (isRefused(whole.value)) return { value: whole.value, end: whole.end };
  const [, named, count, size = 'week', number = ''] = match;
  const which = named ?? number;
  const part = partOf(whole.value, which, count === undefined ? 1 : (countOf(count) ?? 1), size);
  return { value: part === null ? refused.empty : { ...part, calendar: null }, end: whole.end };
}

const bareUnitPattern = /(week|month|quarter|year)(?![a-z\d]| +\d)/y;

/** A calendar unit: `november`, `last month`, `q3 2026`, `the month`. */
function readUnitPeriod(plain: string, at: number, today: Day): Found {
  const bare = readAt(bareUnitPattern, plain, at, ([, name]) => {
    const unit = calendarUnits.find(known => known === name);
    return unit ? { ...unitHolding(unit, today), calendar: unit } : null;
  });
  if (bare) return bare;
  const found = readRelativePeriod(plain, at, today) ?? readResolved(plain, at, today);
  return found && (isRefused(found.value) || found.value.calendar !== null) ? found : null;
}

const ordinals: Readonly<Record<string, number>> = { second: 1, third: 2, fourth: 3 };
const digitsOrdinal = /^\d/;

function partOf(whole: AskedPeriod, which: string, count: number, size: string): Period | null {
  const fromEnd = which === 'last' || which === 'final';
  const index = digitsOrdinal.test(which) ? Number(which[0]) - 1 : (ordinals[which] ?? 0);
  if (size === 'half') return halfOf(whole, fromEnd ? 1 : index);
  const days = count * (size.startsWith('week') ? 7 : 1);
  if (days > 366) return null;
  const from = fromEnd ? addDays(whole.to, -days) : addDays(whole.from, index * days);
  const to = fromEnd ? whole.to : addDays(from, days);
  if (from >= whole.to) return null;
  return { from: from < whole.from ? whole.from : from, to: to > whole.to ? whole.to : to };
}

/** The first or second half of a month (from the 16th) or of a year (from July); others have no half. */
function halfOf(whole: AskedPeriod, index: number): Period | null {
  const middle = whole.calendar === 'month' ? addDays(whole.from, 15) : whole.calendar === 'year' ? addUnits('month', whole.from, 6) : null;
  if (middle === null || index > 1) return null;
  return index === 0 ? { from: whole.from, to: middle } : { from: middle, to: whole.to };
}

const startOfPattern = /(?:beginning|start) +of +(?:the +)?/y;

/** `beginning of the month`, after `since`: the days of that unit so far. */
export function readStartOf(plain: string, at: number, today: Day): Found {
  const match = matchAt(startOfPattern, plain, at);
  const unit = match && readUnitPeriod(plain, at + match[0].length, today);
  if (!unit || isRefused(unit.value)) return unit;
  const tomorrow = addDays(today, 1);
  const isRunning = unit.value.from <= today && today < unit.value.to;
  return { value: isRunning ? unit.value : { from: unit.value.from, to: tomorrow, calendar: null }, end: unit.end };
}

const allTimePattern =
  /(?:(?:of +)?all[ -]time|lifetime|to date|since +(?:ever|inception|day one|(?:the +)?(?:very +)?(?:beginning|start|first day)(?! +of\b)))(?![a-z\d-])/y;

/** Whether `typed` may ask for all time, so that its first day must be known. */
export function asksAllTime(typed: string): boolean {
  return /\b(?:all[ -]time|lifetime|to\s+date|everything|ever|since\s+(?:inception|day\s+one|(?:the\s+)?(?:very\s+)?(?:beginning|start|first)))\b/i.test(
    typed,
  );
}

/** `all time`: from the first collected day through today. */
export function readAllTime(plain: string, at: number, today: Day, firstDay: Day | null): Found {
  return readAt(allTimePattern, plain, at, () => allTime(today, firstDay) ?? refused.nothing);
}

/** Null if nothing was collected. */
export function allTime(today: Day, firstDay: Day | null): AskedPeriod | null {
  return firstDay === null || firstDay > today ? null : { from: firstDay, to: addDays(today, 1), calendar: null };
}

/** The unit `unit` that runs today, through today. */
export function runningUnit(unit: CalendarUnit, today: Day): AskedPeriod {
  return { from: unitHolding(unit, today).from, to: addDays(today, 1), calendar: unit };
}
