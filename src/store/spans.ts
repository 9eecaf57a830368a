import { addDays, type Day, firstOfMonth } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';

/**
 * A run of days that totals are kept of, as a number: a day, 20261121; the days of a month that begin with the same digit, 2026112 (20 to
 * 29 November); a month, 202611; or a year, 2026. The numbers of one kind lie together, so that a run of days is a run of numbers.
 */
export type Span = number;

/** A span and its days. */
export interface SpanDays extends Period {
  readonly span: Span;
}

/** How many letters of a day all days of a span begin with, the longest spans first. */
const prefixes = { year: 4, month: 7, tenDays: 9, day: 10 } as const;

type Kind = keyof typeof prefixes;

/** The day as a span. */
export function spanOf(day: Day): Span {
  return spanHolding(day, 'day');
}

/** The day that a span of one day is. */
export function dayOfSpan(span: bigint | Span): Day {
  const digits = String(span);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** The year, the month, the ten days and the day that hold `day`: the order of their numbers. */
export function spansHolding(day: Day): Span[] {
  return (['year', 'month', 'tenDays', 'day'] as const).map(kind => spanHolding(day, kind));
}

/** The years that hold a day of `period`, oldest first. */
export function yearsOf({ from, to }: Period): SpanDays[] {
  return from < to ? split({ from: `${from.slice(0, 4)}-01-01`, to }, 'year') : [];
}

/** What a span of more than one day consists of: the months of a year, the ten days of a month, the days of these; oldest first. */
export function partsOf(whole: SpanDays): SpanDays[] {
  return split(whole, whole.span < 10_000 ? 'month' : whole.span < 1_000_000 ? 'tenDays' : 'day');
}

function split({ from, to }: Period, kind: Kind): SpanDays[] {
  const parts: SpanDays[] = [];
  for (let day = from; day < to; ) {
    const after = firstDayAfter(day, kind);
    parts.push({ span: spanHolding(day, kind), from: day, to: after });
    day = after;
  }
  return parts;
}

function spanHolding(day: Day, kind: Kind): Span {
  return Number(day.slice(0, prefixes[kind]).replaceAll('-', ''));
}

/** The first day after the span that begins with `day`. */
function firstDayAfter(day: Day, kind: Kind): Day {
  if (kind === 'year') return `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}-01-01`;
  if (kind === 'day') return addDays(day, 1);
  const nextMonth = firstOfMonth(addDays(firstOfMonth(day), 31));
  if (kind === 'month') return nextMonth;
  const nextTen = addDays(day, day.endsWith('-01') ? 9 : 10);
  return nextTen < nextMonth ? nextTen : nextMonth;
}
