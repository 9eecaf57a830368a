import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Day } from '../core/day.ts';
import { daysOf } from '../core/period.ts';
import type { Database } from './database.ts';
import { isPostgres } from './dialect.ts';
import type { AskedFigures } from './figures.ts';
import type { TotalsSchema } from './schema-totals.ts';
import { type SignedSpan, signedSpans } from './signed-spans.ts';
import { spanOf } from './spans.ts';

/** Totals, and how they are added up. */
interface Totals<T extends keyof TotalsSchema> {
  readonly totals: RawBuilder<Selectable<TotalsSchema[T]>>;
  /** Adds up a column of them. What is taken off takes its share of every sum. */
  sum(column: string): RawBuilder<bigint>;
}

/** The totals of the spans that make up the period, or of each of its days. */
export function totalsOf<T extends keyof TotalsSchema>(
  database: Database,
  name: T,
  asked: Pick<AskedFigures, 'period' | 'filters' | 'grain' | 'today'>,
): Totals<T> {
  const { period, filters, grain, today = lastOfAll } = asked;
  if (grain === 'period') return totalsOfSpans(name, signedSpans(period, today));
  // Of a few ids among thousands SQLite would read a run of days whole; PostgreSQL has an index of ids.
  const isFew = filters.some(({ attribute, exclude }) => attribute !== 'source' && !exclude);
  const days = isFew && !isPostgres(database) ? daysOf(period) : [];
  if (days.length > 0) {
    const spans = days.map(day => ({ span: spanOf(day), sign: 1 as const }));
    return totalsOfSpans(name, spans);
  }
  const totals = sql<Selectable<TotalsSchema[T]>>`(select * from ${sql.table(name)}
    where span >= ${spanOf(period.from)} and span < ${spanOf(period.to)})`;
  return { totals, sum: added };
}

const lastOfAll: Day = '9999-12-31';

function totalsOfSpans<T extends keyof TotalsSchema>(name: T, spans: readonly SignedSpan[]): Totals<T> {
  const table = sql.table(name);
  if (spans.length === 0) return { totals: sql`(select * from ${table} where 1 = 0)`, sum: added };
  // As literals: they are numbers of our own, and would be too many parameters. Joined crosswise, so that SQLite looks up each span, never
  // the spans of each total.
  const chosen = spans.map(({ span, sign }) => sql`(${sql.lit(span)}, ${sql.lit(sign)})`);
  const totals = sql<Selectable<TotalsSchema[T]>>`(select ${table}.*, column2 as sign
    from (values ${sql.join(chosen)}) as chosen cross join ${table} where span = column1)`;
  return { totals, sum: spans.some(({ sign }) => sign < 0) ? signed : added };
}

function added(column: string): RawBuilder<bigint> {
  return sql<bigint>`sum(${sql.ref(column)})`;
}

function signed(column: string): RawBuilder<bigint> {
  return sql<bigint>`sum(sign * ${sql.ref(column)})`;
}
