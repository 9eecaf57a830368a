import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Unpriced } from '#core/prices/cost.ts';
import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { allOf, billedColumns, conditionsOf, type IdFilter, inPeriodAndFilters, usageColumns } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import type { TotalsSchema } from '../database/schema.ts';
import { storedUnpriced } from '../ledger/row-values.ts';
import { dayOfSpan } from '../totals/spans.ts';
import {
  type AskedFigures,
  billedTotalDimension,
  type PartOfBill,
  type TotalDimension,
  totalDimension,
  totalsOf,
} from '../totals/totals-of-spans.ts';
import { amountColumn, type Column, countColumn, readByColumns, textColumn } from './read-columns.ts';

export interface UnpricedCell extends Unpriced {
  readonly day: Day;
  readonly source: string;
  readonly model: string;
}

export type BilledAttribute = keyof typeof billedColumns;

/**
 * Usage at list price by day, source and attributes: from totals, which outlive the rows, if only one attribute is involved; else from the
 * rows. The day is the first one if the grain isn't `day`.
 */
export async function usageCells(database: Database, asked: AskedFigures): Promise<FigureCell[]> {
  const dimension = totalDimension(asked);
  const { from, sum, keys, groupedBy, keyOf } =
    dimension === null ? inRows('usage_row', usageColumns, asked) : inTotals(database, 'usage_total', dimension, asked);
  const [rowCount, priced, estimated] =
    dimension === null
      ? [sql`1`, sql`case when estimated_nano_usd is null then 0 else 1 end`, sql`coalesce(estimated_nano_usd, 0)`]
      : [sql.ref('row_count'), sql.ref('priced_row_count'), sql.ref('estimated_nano_usd')];
  const cost = { priced: countColumn(sum(priced)), estimated: amountColumn(sum(estimated)) };
  const counts = {
    requests: countColumn(sum(sql.ref('requests'))),
    inputTokens: countColumn(sum(sql.ref('input_tokens'))),
    cachedInputTokens: countColumn(sum(sql.ref('cached_input_tokens'))),
    outputTokens: countColumn(sum(sql.ref('output_tokens'))),
  };
  const rows = await readByColumns(database, sql`${from} group by ${groupedBy} having ${sum(rowCount)} > 0`, {
    ...keys,
    ...(asked.wanted === 'counts' ? {} : cost),
    ...(asked.wanted === 'cost' ? {} : counts),
  });
  return rows.map(row => {
    const { priced = 0, estimated = null, requests = 0, inputTokens = 0, cachedInputTokens = 0, outputTokens = 0 } = row;
    return {
      ...{ ...keyOf(row), lineItem: '', costNanoUsd: priced === 0 ? null : estimated },
      counts: asked.wanted === 'cost' ? null : { requests, inputTokens, cachedInputTokens, outputTokens },
    };
  });
}

/** What `part` bills by day, source and attributes, from totals or rows like usage. Line items without a model stay apart by label. */
export async function billedCells(database: Database, part: PartOfBill, asked: AskedFigures<BilledAttribute>): Promise<FigureCell[]> {
  const dimension = billedTotalDimension(part, asked);
  const { from, sum, keys, groupedBy, keyOf } =
    dimension === null ? inRows('billed_row', billedColumns, asked) : inTotals(database, 'billed_total', dimension, asked);
  const label = dimension === null ? sql`case when model = '' then line_item else '' end` : sql.ref('label');
  const isByModel = asked.attributes.includes('model');
  const inPart = part === 'nobody' ? sql`cut in ('project', 'user')` : sql`cut = ${part}`;
  // Whatever the project cut, which defines the total, bills beyond the user cut.
  const amount =
    part === 'nobody' ? sql`case cut when 'project' then amount_nano_usd else -amount_nano_usd end` : sql.ref('amount_nano_usd');
  const isAny = dimension === null ? sql`` : sql` having ${sum(sql.ref('row_count'))} > 0`;
  const rows = await readByColumns(
    database,
    sql`${from} and ${inPart} group by ${groupedBy}${isByModel ? sql`, ${label}` : sql``}${isAny}`,
    { ...keys, ...(isByModel ? { label: textColumn(label) } : {}), amount: amountColumn(sum(amount)) },
  );
  return rows.map(row => ({ ...keyOf(row), lineItem: row.label ?? '', costNanoUsd: row.amount, counts: null }));
}

/** Unpriced usage in `period` by day, source, model and unit, from totals or rows like usage. */
export async function unpricedCells(database: Database, period: Period, filters: readonly IdFilter[]): Promise<UnpricedCell[]> {
  const dimension = totalDimension({ attributes: [], filters });
  if (dimension === null) return unpricedInRows(database, period, filters);
  const rows = await database
    .selectFrom(totalsOf(database, 'unpriced_total', { period, filters, grain: 'day' }).totals.as('total'))
    .where(passing(dimension, filters))
    .select(({ fn }) => ['span', 'source', 'model', 'unit', fn.sum<bigint>('quantity').as('quantity_sum')])
    .groupBy(['span', 'source', 'model', 'unit'])
    .execute();
  return rows.map(({ span, source, model, unit, quantity_sum: quantity }) => ({
    day: dayOfSpan(span),
    source,
    model,
    // We only store known units.
    unit: unit as QuantityName,
    quantity: Number(quantity),
  }));
}

async function unpricedInRows(database: Database, period: Period, filters: readonly IdFilter[]): Promise<UnpricedCell[]> {
  const rows = await database
    .selectFrom('usage_row')
    .where('unpriced', '<>', '')
    .where(inPeriodAndFilters(period, filters, usageColumns))
    .select(['day', 'source', 'model', 'unpriced'])
    .execute();
  const sums = new Map<string, UnpricedCell>();
  for (const row of rows) {
    const { day, source, model } = row;
    for (const { unit, quantity } of storedUnpriced(row)) {
      const key = JSON.stringify([day, source, model, unit]);
      sums.set(key, { day, source, model, unit, quantity: (sums.get(key)?.quantity ?? 0) + quantity });
    }
  }
  return [...sums.values()];
}

type Columns = Readonly<Partial<Record<Attribute, string>>>;

/** Where the rows of a question are, and how to sum them. */
function inRows(table: 'usage_row' | 'billed_row', columns: Columns, asked: AskedFigures) {
  return {
    from: sql`from ${sql.table(table)} where ${inPeriodAndFilters(asked.period, asked.filters, columns)}`,
    sum: (figure: RawBuilder<unknown>) => sql<bigint>`sum(${figure})`,
    ...keysOf(asked, columns, textColumn(sql.ref('day'))),
  };
}

/** The same for its totals by `dimension`, the only one in the question. */
function inTotals(database: Database, name: keyof TotalsSchema, dimension: TotalDimension, asked: AskedFigures) {
  const { totals, sum } = totalsOf(database, name, asked);
  const day = { value: sql.ref('first_span'), isExact: false, read: (span: unknown) => dayOfSpan(Number(span)) };
  return {
    from: sql`from ${totals} as total where ${passing(dimension, asked.filters)}`,
    sum,
    ...keysOf(asked, { [dimension]: 'id' }, day),
  };
}

function passing(dimension: TotalDimension, filters: readonly IdFilter[]): RawBuilder<SqlBool> {
  const columns = { ...(dimension === '' ? {} : { [dimension]: 'id' }), source: 'source' };
  return allOf([sql`dimension = ${dimension}`, ...conditionsOf(filters, columns)]);
}

/**
 * What to group by and select: only columns that differ, since returning rows costs more than summing them. `keyOf` adds the others.
 * For days they follow the table's key, so nothing is sorted; for spans the most selective comes first.
 */
function keysOf({ attributes, period, filters, grain }: AskedFigures, columns: Columns, day: Column<Day>) {
  const onlyFilter = filters.find(({ attribute, ids, exclude }) => attribute === 'source' && !exclude && ids.length === 1);
  const only = onlyFilter?.ids[0] ?? null;
  const isWhole = grain === 'period';
  const ids = attributes.map((attribute, index) =>
    attribute === 'source' ? null : { name: `id${index}` as const, value: sql.ref(columns[attribute] ?? '') },
  );
  const ofIds = ids.filter(id => id !== null);
  const ofSources = only === null || (isWhole && ofIds.length === 0) ? [sql.ref('source')] : [];
  const values = ofIds.map(id => id.value);
  const keys: Keys = {
    ...(isWhole ? {} : { day }),
    ...Object.fromEntries([
      ...ofSources.map(source => ['source', textColumn(source)] as const),
      ...ofIds.map(({ name, value }) => [name, textColumn(value)] as const),
    ]),
  };
  return {
    keys,
    groupedBy: sql.join(isWhole ? [...values, ...ofSources] : [day.value, ...ofSources, ...values]),
    keyOf(row: { readonly [name in keyof Keys]: string }) {
      const source = row.source ?? only ?? '';
      return { day: row.day ?? period.from, source, ids: ids.map(id => (id === null ? source : (row[id.name] ?? ''))) };
    },
  };
}

interface Keys {
  readonly day?: Column<Day>;
  readonly source?: Column<string>;
  readonly [id: `id${number}`]: Column<string>;
}
