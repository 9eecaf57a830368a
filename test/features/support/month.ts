import { finestGroupings } from '#collect/openai/admin-wire.ts';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRows } from '#core/prices/price-rows.ts';
import type { Day } from '#core/time/day.ts';
import { costsEndpoint } from '#core/usage/billed-row.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import type { Quantities, UsageRow } from '#core/usage/usage-row.ts';
import type { Database } from '#data/database/open.ts';
import { replaceDay } from '#data/ledger/replace-day.ts';
import { saveActiveSources, saveEndpoints } from '#data/ledger/source-states.ts';

/** A row of usage, with its quantities beside what it belongs to. */
export type Used = Partial<Omit<UsageRow, 'day' | 'quantities'>> & Quantities;

/** Dollars by line item. */
export type Bill = Readonly<Record<string, string | number>>;

const book = createPriceBook();
const source = 'admin';
const endpoints = ['completions', costsEndpoint('project')];

/** An organisation with one usage endpoint and one cut of billed cost. */
export async function givenOrganisation(database: Database): Promise<void> {
  await saveActiveSources(database, [{ id: source, kind: 'admin' }]);
  await saveEndpoints(
    database,
    source,
    endpoints.map(id => ({ id, emptyIsKnown: true })),
  );
}

/** Collects what was used on `day`, priced by the real price book. */
export async function used(database: Database, day: Day, rows: readonly Used[], fetchedAt: Date): Promise<void> {
  const usage = rows.map(row => usageRow(day, row));
  const costs = priceRows(usage, book);
  await replaceDay(database, {
    ...{ source, endpoint: 'completions', day, fetchedAt, billed: [], notUnderstood: [] },
    groupedBy: finestGroupings.completions ?? [],
    usage: usage.flatMap((row, index) => {
      const cost = costs[index];
      return cost === undefined ? [] : [{ row, cost }];
    }),
  });
}

/** Collects what is billed for `day`. */
export async function billed(database: Database, day: Day, bill: Bill, fetchedAt: Date): Promise<void> {
  const nobody = { project: 'proj_a', key: '', user: '', quantity: null, quantityUnit: null };
  await replaceDay(database, {
    ...{ source, endpoint: costsEndpoint('project'), day, fetchedAt, usage: [], notUnderstood: [] },
    groupedBy: finestGroupings[costsEndpoint('project')] ?? [],
    billed: Object.entries(bill).map(([lineItem, usd]) => ({
      ...nobody,
      ...{ cut: 'project', day, lineItem, model: readLineItem(lineItem).model, amountNanoUsd: nanoUsdFromDecimal(usd) },
    })),
  });
}

function usageRow(day: Day, { operation, model, variant, project, user, key, serviceTier, ...quantities }: Used): UsageRow {
  return {
    day,
    operation: operation ?? 'completion',
    model: model ?? '',
    variant: variant ?? '',
    project: project ?? 'proj_a',
    user: user ?? '',
    key: key ?? '',
    serviceTier: serviceTier ?? 'default',
    quantities,
  };
}
