import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { partsOf, type Span, type SpanDays, yearsOf } from './spans.ts';

/** A span whose totals are added, or taken off. */
export interface SignedSpan {
  readonly span: Span;
  readonly sign: 1 | -1;
}

interface SignedDays extends SpanDays, SignedSpan {}

/**
 * The spans that make up `period` when they are added and taken off, so few that little is read: a year less its January, say. Each day of
 * the period is counted once, every other day not at all. `today` only says from which day on there is nothing yet, so that reading costs
 * nothing; if there is something it costs time, and is still taken off.
 */
export function signedSpans({ from, to }: Period, today: Day): readonly SignedSpan[] {
  const key = `${from} ${to} ${today}`;
  const known = spans.get(key);
  if (known) return known;
  const found = yearsOf({ from, to })
    .flatMap(year => fewest(year, { period: { from, to }, within: true, today }))
    .map(({ span, sign }) => ({ span, sign }));
  if (spans.size >= mostKept) spans.clear();
  spans.set(key, found);
  return found;
}

/** An answer adds up the same days in several ways, and the next one again. */
const spans = new Map<string, readonly SignedSpan[]>();
const mostKept = 1000;

interface Wanted {
  readonly period: Period;
  /** Whether the days within the period are wanted, or all others. */
  readonly within: boolean;
  readonly today: Day;
}

/** The spans that make up the wanted days of `whole`. */
function fewest(whole: SpanDays, wanted: Wanted): SignedDays[] {
  const { period, within, today } = wanted;
  const isOutside = whole.to <= period.from || period.to <= whole.from;
  const isInside = period.from <= whole.from && whole.to <= period.to;
  if (isOutside || isInside) return isInside === within ? [{ ...whole, sign: 1 }] : [];
  const parts = partsOf(whole);
  const added = parts.flatMap(part => fewest(part, wanted));
  const others = parts.flatMap(part => fewest(part, { ...wanted, within: !within }));
  const left = [{ ...whole, sign: 1 as const }, ...others.map(negated)];
  const toRead = (spans: readonly SpanDays[]) => spans.filter(({ from }) => from <= today).length;
  return toRead(left) < toRead(added) ? left : added;
}

function negated(span: SignedDays): SignedDays {
  return { ...span, sign: span.sign === 1 ? -1 : 1 };
}
