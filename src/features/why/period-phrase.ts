import { addDays, type Day, daysBetween } from '#core/time/day.ts';
import { formatDay, formatDayAndYear, formatDays, formatQuarter, formatWeekday, monthNames } from '#core/time/format-day.ts';
import { type CalendarUnit, calendarUnits, lastDay, unitHolding } from '#core/time/period.ts';
import { withoutYearOf } from '#show/phrases.ts';

/** Days by their first and last, both included. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

/** What people call these days, to begin a sentence: `Yesterday`, `Last week`, `November until yesterday`, `The last 7 days`. */
export function periodPhrase({ from, to }: DaySpan, today: Day): string {
  if (from === to) return dayPhrase(from, today);
  const unit = unitOf({ from, to }, today);
  if (unit !== null) return to < today ? unitPhrase(unit, from, today) : `${runningPhrase(unit, from, today)} so far`;
  if (addDays(to, 1) === today) {
    const running = calendarUnits.find(unit => unitHolding(unit, today).from === from);
    if (running !== undefined) return `${runningPhrase(running, from, today)} until yesterday`;
    return `The last ${daysBetween(from, to) + 1} days`;
  }
  return withoutYearOf(formatDays(from, to), today);
}

/** What people call the days to compare with, inside a sentence: `the day before`, `the week before`, `October`. */
export function comparedPhrase(previous: DaySpan, { from, to }: DaySpan, today: Day): string {
  const length = daysBetween(from, to);
  const isAdjacent = addDays(previous.to, 1) === from && daysBetween(previous.from, previous.to) === length;
  if (previous.from === previous.to) {
    if (isAdjacent) return 'the day before';
    return length === 0 && daysBetween(previous.from, from) === 7 ? 'the same day a week before' : namedDay(previous.from, today);
  }
  const unit = unitOf(previous, today);
  if (isAdjacent && (unit === 'week' || unit === null)) return unit === 'week' ? 'the week before' : `the ${length + 1} days before`;
  return unit === null || previous.to >= today
    ? withoutYearOf(formatDays(previous.from, previous.to), today)
    : inSentence(unitPhrase(unit, previous.from, today));
}

/** The calendar unit that the days are, whole or up to `today`; null for other days. */
function unitOf({ from, to }: DaySpan, today: Day): CalendarUnit | null {
  return (
    calendarUnits.find(unit => {
      const whole = unitHolding(unit, from);
      return whole.from === from && (lastDay(whole) === to || to === today);
    }) ?? null
  );
}

function dayPhrase(day: Day, today: Day): string {
  const ago = daysBetween(day, today);
  return ago === 0 ? 'Today so far' : ago === 1 ? 'Yesterday' : namedDay(day, today);
}

function namedDay(day: Day, today: Day): string {
  return `${formatWeekday(day)} ${isSameYear(day, today) ? formatDay(day) : formatDayAndYear(day)}`;
}

function unitPhrase(unit: CalendarUnit, from: Day, today: Day): string {
  if (unit !== 'week') return runningPhrase(unit, from, today);
  const isLast = addDays(from, 7) === unitHolding('week', today).from;
  return isLast ? 'Last week' : `The week of ${isSameYear(from, today) ? formatDay(from) : formatDayAndYear(from)}`;
}

function runningPhrase(unit: CalendarUnit, from: Day, today: Day): string {
  if (unit === 'week') return 'This week';
  if (unit === 'year') return from.slice(0, 4);
  const year = isSameYear(from, today) ? '' : ` ${from.slice(0, 4)}`;
  return unit === 'month' ? `${monthNames[Number(from.slice(5, 7)) - 1]}${year}` : `${formatQuarter(from).slice(0, 2)}${year}`;
}

function isSameYear(a: Day, b: Day): boolean {
  return a.slice(0, 4) === b.slice(0, 4);
}

function inSentence(phrase: string): string {
  return phrase.replace(/^(The|Last) /, start => start.toLowerCase());
}
