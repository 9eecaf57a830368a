import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Day } from '#core/time/day.ts';
import { daysOf, type Period, sharedDays } from '#core/time/period.ts';
import { isPostgres } from '../database/dialect.ts';
import type { Database } from '../database/open.ts';
import type { TotalsSchema } from '../database/schema.ts';
import type { AskedFigures } from './asked-figures.ts';
import { type SignedSpan, type Span, signedSpans, spanOf } from './spans.ts';

/** `first_span` is the first day, as a span, of the period or stretch that the totals count toward. */
type SpanTotals<T extends keyof TotalsSchema> = Selectable<TotalsSchema[T]> & { readonly first_span: bigint };

/** Totals, and how to sum them. */
interface Totals<T extends keyof TotalsSchema> {
  readonly totals: RawBuilder<SpanTotals<T>>;
  /** Sums one figure. Subtracted spans count as negative. */
  sum(figure: RawBuilder<unknown>): RawBuilder<bigint>;
}

/** The totals of the spans that make up the period or its stretches, or of each of its days. */
export function totalsOf<T extends keyof TotalsSchema>(
  database: Database,
  name: T,
  asked: Pick<AskedFigures, 'period' | 'filters' | 'grain' | 'today'>,
): Totals<T> {
  const { period, filters, grain, today = lastOfAll } = asked;
  if (grain === 'period') return totalsOfSpans(name, belongingTo(period, signedSpans(period, today)));
  if (grain !== 'day') {
    const stretches = grain.map(stretch => sharedDays(stretch, period));
    const days = stretches.flatMap(stretch => belongingTo(stretch, daysOf(stretch).map(ofItself)));
    return totalsOfSpans(name, days, inPeriod(period));
  }
  // For a few ids among thousands, SQLite would read every total in the range. PostgreSQL has an index by id.
  const isFew = filters.some(({ attribute, exclude }) => attribute !== 'source' && !exclude);
  if (isFew && !isPostgres(database)) return totalsOfSpans(name, daysOf(period).map(ofItself));
  const totals = sql<SpanTotals<T>>`(select *, span as first_span from ${sql.table(name)}
    where ${inPeriod(period)})`;
  return { totals, sum: added };
}

const lastOfAll: Day = '9999-12-31';

/** For days. PostgreSQL needs this even when they are listed, to see how few they are. */
function inPeriod({ from, to }: Period): RawBuilder<unknown> {
  return sql`span >= ${spanOf(from)} and span < ${spanOf(to)}`;
}

interface ChosenSpan extends SignedSpan {
  /** The first day, as a span, of the period or stretch it counts toward. */
  readonly first: Span;
}

function belongingTo({ from }: Period, spans: readonly SignedSpan[]): ChosenSpan[] {
  const first = spanOf(from);
  return spans.map(one => ({ ...one, first }));
}

function ofItself(day: Day): ChosenSpan {
  const span = spanOf(day);
  return { span, sign: 1, first: span };
}

function totalsOfSpans<T extends keyof TotalsSchema>(name: T, spans: readonly ChosenSpan[], only = sql`1 = 1`): Totals<T> {
  const table = sql.table(name);
  if (spans.length === 0) return { totals: sql`(select *, span as first_span from ${table} where 1 = 0)`, sum: added };
  // Inlined, because they are our own numbers and would be too many parameters. The cross join makes SQLite look up each span, instead of
  // scanning the totals for matching ones.
  const chosen = sql.raw(spans.map(({ span, sign, first }) => `(${span}, ${sign}, ${first})`).join(', '));
  const totals = sql<SpanTotals<T>>`(select ${table}.*, column2 as sign, column3 as first_span
    from (values ${chosen}) as chosen cross join ${table} where span = column1 and ${only})`;
  return { totals, sum: spans.some(({ sign }) => sign < 0) ? signed : added };
}

function added(figure: RawBuilder<unknown>): RawBuilder<bigint> {
  return sql<bigint>`sum(${figure})`;
}

function signed(figure: RawBuilder<unknown>): RawBuilder<bigint> {
  return sql<bigint>`sum(sign * ${figure})`;
}
