import { keyOf } from '#core/key-of.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { inPeriodAndFilters, usageColumns } from '../database/filters.ts';
import type { Database } from '../database/open.ts';
import { storedUnpriced } from '../ledger/row-values.ts';
import { operationOf } from '../ledger/stored-usage.ts';
import { nothingAsBilled, unitsAsBilled } from './as-billed.ts';
import type { CellQuestion } from './billed-days.ts';
import { type UnpricedCell, unpricedCells } from './read-figures.ts';

/** Usage that no layer of the price book prices. */
export interface UnpricedUsage extends UnpricedCell {
  /** `billed`: the day's bill is its cost. `as billed`: it is estimated at what the bill lately charged per unit. `nothing`: no cost has it. */
  readonly costFrom: 'billed' | 'as billed' | 'nothing';
}

/** Unpriced usage of `period` by day, source, model and unit, and by where its cost comes from. */
export async function unpricedUsage(
  database: Database,
  period: Period,
  question: Pick<CellQuestion, 'filters' | 'prices' | 'bills'>,
): Promise<UnpricedUsage[]> {
  const { filters, bills } = question;
  const cells = await unpricedCells(database, period, filters);
  const priced = new Map<string, number>();
  if (cells.some(({ source, day }) => !bills.isBilled(source, day))) {
    for (const { day, source, model, units } of await rowsAsBilled(database, period, { ...question, attributes: [] })) {
      for (const { unit, quantity } of units) {
        const key = keyOf(day, source, model, unit);
        priced.set(key, (priced.get(key) ?? 0) + quantity);
      }
    }
  }
  return cells.flatMap((cell): UnpricedUsage[] => {
    const { day, source, model, unit, quantity } = cell;
    if (bills.isBilled(source, day)) return [{ ...cell, costFrom: 'billed' }];
    const asBilled = priced.get(keyOf(day, source, model, unit)) ?? 0;
    const parts = [
      { ...cell, quantity: asBilled, costFrom: 'as billed' },
      { ...cell, quantity: quantity - asBilled, costFrom: 'nothing' },
    ] as const;
    return parts.filter(part => part.quantity > 0);
  });
}

type AsBilledQuestion = Pick<CellQuestion, 'filters' | 'prices' | 'attributes'>;

/** What unpriced usage of `period` costs as billed, for days whose cost is the list price of their usage. Without counts. */
export async function asBilledCells(database: Database, period: Period, question: AsBilledQuestion): Promise<FigureCell[]> {
  const rows = await rowsAsBilled(database, period, question);
  return rows.map(({ day, source, ids, units }) => ({
    ...{ day, source, ids, lineItem: '', counts: null },
    costNanoUsd: units.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n),
  }));
}

interface RowAsBilled {
  readonly day: Day;
  readonly source: string;
  readonly ids: readonly string[];
  readonly model: string;
  readonly units: readonly { readonly unit: QuantityName; readonly quantity: number; readonly nanoUsd: NanoUsd }[];
}

/** Few rows at most: those of models that the bill alone prices, from the first day of such a price on. */
async function rowsAsBilled(database: Database, period: Period, { filters, prices, attributes }: AsBilledQuestion): Promise<RowAsBilled[]> {
  const models = [...new Set([...prices.values()].flatMap(price => price.models))];
  const first = [...prices.values()].reduce<Day>((day, { from }) => (from !== null && from < day ? from : day), period.to);
  const from = first > period.from ? first : period.from;
  if (models.length === 0 || from >= period.to) return [];
  const rows = await database
    .selectFrom('usage_row')
    .where('unpriced', '<>', '')
    .where('model', 'in', models)
    .where(inPeriodAndFilters({ from, to: period.to }, filters, usageColumns))
    .select(['day', 'source', 'operation', 'model', 'project_id', 'key_id', 'user_id', 'service_tier', 'unpriced'])
    .execute();
  return rows.flatMap(row => {
    const { day, source, model, service_tier: tier } = row;
    const unpriced = storedUnpriced(row);
    const subject = subjectOfUsage(operationOf(row.operation), model);
    const costs = unitsAsBilled(prices.get(source) ?? nothingAsBilled, { subject, tier, unpriced, day });
    if (costs.length === 0) return [];
    const units = costs.map(cost => ({ ...cost, quantity: unpriced.find(({ unit }) => unit === cost.unit)?.quantity ?? 0 }));
    return [{ day, source, model, units, ids: attributes.map(attribute => row[usageColumns[attribute]]) }];
  });
}
