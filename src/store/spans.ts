import { addDays, type Day } from '../core/day.ts';
import type { Period } from '../core/period.ts';

/**
 * A run of days that totals are kept of, as a number: a day, 20261121; the days of a month that begin with the same digit, 2026112 (20 to
 * 29 November); or a month, 202611. The numbers of one kind lie together, so that a run of days is a run of numbers.
 */
export type Span = number;

/** The day as a span. */
export function spanOf(day: Day): Span {
  return Number(day.replaceAll('-', ''));
}

/** The day that a span of one day is. */
export function dayOfSpan(span: bigint): Day {
  const digits = String(span);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** The month, the ten days and the day that hold `day`: the order of their numbers. */
export function spansHolding(day: Day): Span[] {
  const span = spanOf(day);
  return [Math.floor(span / 100), Math.floor(span / 10), span];
}

/** The fewest spans that make up `period`: each of its days is in exactly one. */
export function spansOf({ from, to }: Period): Span[] {
  const spans: Span[] = [];
  for (let day = from; day < to; ) {
    const [month = 0, tenDays = 0, one = 0] = spansHolding(day);
    const next = [
      { span: month, after: day.endsWith('-01') ? firstDayAfter(day, 7) : null },
      { span: tenDays, after: day.endsWith('0') || day.endsWith('-01') ? firstDayAfter(day, 9) : null },
    ].find(({ after }) => after !== null && after <= to);
    spans.push(next?.span ?? one);
    day = next?.after ?? addDays(day, 1);
  }
  return spans;
}

/** The first day after `day` that does not begin with the same `letters` letters. */
function firstDayAfter(day: Day, letters: 7 | 9): Day {
  let after = day;
  while (after.slice(0, letters) === day.slice(0, letters)) after = addDays(after, 1);
  return after;
}
