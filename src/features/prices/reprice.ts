import { ascending } from '#core/ascending.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import { priceRows } from '#core/prices/price-rows.ts';
import type { Day } from '#core/time/day.ts';
import { daysOf, lastDay, type Period } from '#core/time/period.ts';
import { endpointsWithUsage, type Reestimated, reestimate, replaceEstimates } from '#data/ledger/stored-usage.ts';
import type { PricesParts } from './prices.ts';
import type { RepriceView } from './view.ts';

/**
 * Reprices the stored usage of `period` as if it were collected now, and reports what changes; with `isDryRun` it only
 * reports. Commits each day of each endpoint separately, so an interrupted run can be repeated.
 *
 * Otherwise an estimate stays as it was made, whatever happens to the price book, until its day is collected again; a
 * provisional day is, within the hour. Billed cost is never touched. Sources no longer configured are repriced too,
 * because their days show again once they are back.
 */
export async function reprice(
  { database, priceBook }: PricesParts,
  period: Period,
  { isDryRun }: { isDryRun: boolean },
): Promise<RepriceView> {
  const sums = new Map<string, Difference>();
  const rows = { rowCount: 0, changedRowCount: 0 };
  for (const day of daysOf(period)) {
    for (const endpointDay of await endpointsWithUsage(database, day)) {
      const change = isDryRun ? reestimate : replaceEstimates;
      // The endpoint's rows of a day share the daily free allowance, as when they were collected.
      for (const row of await change(database, endpointDay, usage => priceRows(usage, priceBook))) {
        rows.rowCount += 1;
        if (row.isChanged) rows.changedRowCount += 1;
        addTo(sums, day, endpointDay.source, row);
      }
    }
  }
  const all = [...sums.values()];
  return {
    kind: 'reprice',
    from: period.from,
    to: lastDay(period),
    isDryRun,
    ...rows,
    beforeNanoUsd: totalOf(all.map(({ beforeNanoUsd }) => beforeNanoUsd)),
    afterNanoUsd: totalOf(all.map(({ afterNanoUsd }) => afterNanoUsd)),
    differences: all
      .filter(({ beforeNanoUsd, afterNanoUsd }) => beforeNanoUsd !== afterNanoUsd)
      .sort((a, b) => ascending(a.day, b.day) || ascending(a.source, b.source) || ascending(a.model, b.model)),
  };
}

type Difference = RepriceView['differences'][number];

function addTo(sums: Map<string, Difference>, day: Day, source: string, { model, beforeNanoUsd, afterNanoUsd }: Reestimated): void {
  const key = JSON.stringify([day, source, model]);
  const sum = sums.get(key) ?? { day, source, model, beforeNanoUsd: null, afterNanoUsd: null };
  sums.set(key, { ...sum, beforeNanoUsd: plus(sum.beforeNanoUsd, beforeNanoUsd), afterNanoUsd: plus(sum.afterNanoUsd, afterNanoUsd) });
}

/** Null if neither has a price. */
function plus(a: NanoUsd | null, b: NanoUsd | null): NanoUsd | null {
  return a === null || b === null ? (a ?? b) : a + b;
}

function totalOf(amounts: readonly (NanoUsd | null)[]): NanoUsd {
  return amounts.reduce<NanoUsd>((sum, amount) => sum + (amount ?? 0n), 0n);
}
