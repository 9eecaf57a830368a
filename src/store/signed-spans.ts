import type { Day } from '../core/day.ts';
import type { Period } from '../core/period.ts';
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
export function signedSpans(period: Period, today: Day): SignedSpan[] {
  return yearsOf(period)
    .flatMap(year => fewest(year, { period, within: true, today }))
    .map(({ span, sign }) => ({ span, sign }));
}

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
