import { addDays, type Day, firstOfMonth } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';

/**
 * A run of days that has totals, encoded as a number: a day, 20261121; the days of a month with the same leading digit, 2026112 (November
 * 20 to 29); a month, 202611; or a year, 2026. Spans of one kind sort together, so a range of days is a range of numbers.
 */
export type Span = number;

interface SpanDays extends Period {
  readonly span: Span;
}

/** How many characters all days of a span have in common, longest spans first. */
const prefixes = { year: 4, month: 7, tenDays: 9, day: 10 } as const;

type Kind = keyof typeof prefixes;

export function spanOf(day: Day): Span {
  return spanHolding(day, 'day');
}

export function dayOfSpan(span: bigint | Span): Day {
  const digits = String(span);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** The year, month, ten days and day that contain `day`, in order of their numbers. */
export function spansHolding(day: Day): Span[] {
  return (['year', 'month', 'tenDays', 'day'] as const).map(kind => spanHolding(day, kind));
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

/** The first day after the span that starts on `day`. */
function firstDayAfter(day: Day, kind: Kind): Day {
  if (kind === 'year') return `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}-01-01`;
  if (kind === 'day') return addDays(day, 1);
  const nextMonth = firstOfMonth(addDays(firstOfMonth(day), 31));
  if (kind === 'month') return nextMonth;
  const nextTen = addDays(day, day.endsWith('-01') ? 9 : 10);
  return nextTen < nextMonth ? nextTen : nextMonth;
}

export interface SignedSpan {
  readonly span: Span;
  readonly sign: 1 | -1;
}

interface SignedDays extends SpanDays, SignedSpan {}

/**
 * The fewest spans that make up `period` when added and subtracted: a year minus its January. No other day counts, no day twice.
 * Spans after `today` are assumed to be empty and free to read. If they aren't, the result is still right, only slower.
 */
export function signedSpans({ from, to }: Period, today: Day): readonly SignedSpan[] {
  const key = `${from} ${to} ${today}`;
  const known = spans.get(key);
  if (known) return known;
  const years = from < to ? split({ from: `${from.slice(0, 4)}-01-01`, to }, 'year') : [];
  const found = years
    .flatMap(year => fewest(year, { period: { from, to }, within: true, today }))
    .map(({ span, sign }) => ({ span, sign }));
  if (spans.size >= mostKept) spans.clear();
  spans.set(key, found);
  return found;
}

/** An answer sums the same days in several ways, and so does the next one. */
const spans = new Map<string, readonly SignedSpan[]>();
const mostKept = 1000;

interface Wanted {
  readonly period: Period;
  /** Whether the days inside the period are wanted, or the ones outside. */
  readonly within: boolean;
  readonly today: Day;
}

/** The spans that make up the wanted days of `whole`. */
function fewest(whole: SpanDays, wanted: Wanted): SignedDays[] {
  const { period, within, today } = wanted;
  const isOutside = whole.to <= period.from || period.to <= whole.from;
  const isInside = period.from <= whole.from && whole.to <= period.to;
  if (isOutside || isInside) return isInside === within ? [{ ...whole, sign: 1 }] : [];
  const parts = split(whole, whole.span < 10_000 ? 'month' : whole.span < 1_000_000 ? 'tenDays' : 'day');
  const added = parts.flatMap(part => fewest(part, wanted));
  const others = parts.flatMap(part => fewest(part, { ...wanted, within: !within }));
  const left = [{ ...whole, sign: 1 as const }, ...others.map(span => ({ ...span, sign: span.sign === 1 ? (-1 as const) : (1 as const) }))];
  const toRead = (spans: readonly SpanDays[]) => spans.filter(({ from }) => from <= today).length;
  return toRead(left) < toRead(added) ? left : added;
}
