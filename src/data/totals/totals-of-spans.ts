import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Day } from '#core/time/day.ts';
import { daysOf, type Period, sharedDays } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { isPostgres } from '../database/dialect.ts';
import type { IdFilter } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { TotalsSchema } from '../database/schema.ts';
import { type SignedSpan, type Span, signedSpans, spanOf } from './spans.ts';
import { billedDimensions } from './total-tables.ts';

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

/** One cell per day, for the whole period, or per listed stretch of it. A stretch may reach beyond the period. Rows give one per day instead. */
export type Grain = 'day' | 'period' | readonly Period[];

export interface AskedFigures<T extends Attribute = Attribute> {
  readonly period: Period;
  readonly attributes: readonly T[];
  /** Only rows that pass all of them count. */
  readonly filters: readonly IdFilter[];
  readonly grain: Grain;
  /** For usage, everything by default. What isn't wanted may be left out: counts are then 0 and cost null. Rows are always counted. */
  readonly wanted?: 'counts' | 'cost' | 'all';
  /** The day of the question. There is no data after it, and knowing that makes long periods faster to read. */
  readonly today?: Day;
}

/** What totals are grouped by: one attribute, or '' for none. Every total is also by source. */
export type TotalDimension = Exclude<Attribute, 'source'> | '';

interface Asked {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly Pick<IdFilter, 'attribute'>[];
}

/** The dimension whose totals can answer the question; null if it takes rows, because the question involves two dimensions. */
export function totalDimension({ attributes, filters }: Asked): TotalDimension | null {
  const all = new Set([...attributes, ...filters.map(({ attribute }) => attribute)]);
  all.delete('source');
  const [dimension, ...more] = all as Set<Exclude<Attribute, 'source'>>;
  return more.length > 0 ? null : (dimension ?? '');
}

/** The same for billed cost. */
export function billedTotalDimension(part: PartOfBill, asked: Asked): TotalDimension | null {
  const dimension = totalDimension(asked);
  // Only totals without a dimension exist for both cuts.
  const kept: readonly string[] = part === 'nobody' ? [''] : ['', ...billedDimensions[part]];
  return dimension !== null && kept.includes(dimension) ? dimension : null;
}

/** A cut of the bill, or whatever the project cut, which defines the total, bills beyond the user cut and so belongs to nobody. */
export type PartOfBill = BilledCut | 'nobody';
