import { carries, isBillComplete } from '../core/basis.ts';
import type { BilledCut } from '../core/billed.ts';
import { addDays, type Day, settlesAt } from '../core/day.ts';
import type { NanoUsd } from '../core/money.ts';
import type { Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
import type { Database } from '../store/database.ts';
import { type CostsCoverage, costsCoverage } from '../store/days.ts';
import { billedCells, usageCells } from '../store/figures.ts';

/** The days of a source whose cost is billed; every other day is estimated. */
export interface BilledDays {
  has(source: string, day: Day): boolean;
}

/** No day is billed. */
export const noBilledDays: BilledDays = { has: () => false };

/**
 * Which days of `period` are answered from `cut`: those whose reading carries `attributes` and is complete. The cut by
 * user also needs the one by project, which defines the total.
 */
export async function billedDays(
  database: Database,
  cut: BilledCut,
  attributes: readonly Attribute[],
  period: Period,
  settleDays: number,
): Promise<BilledDays> {
  const own = await completeDays(database, cut, attributes, period, settleDays);
  const defining = cut === 'project' ? own : await completeDays(database, 'project', [], period, settleDays);
  return { has: (source, day) => own.has(keyOf(source, day)) && defining.has(keyOf(source, day)) };
}

async function completeDays(
  database: Database,
  cut: BilledCut,
  attributes: readonly Attribute[],
  period: Period,
  settleDays: number,
): Promise<Set<string>> {
  const readings = (await costsCoverage(database, cut, period)).filter(reading => carries(reading.groupedBy, attributes));
  const early = readings.filter(reading => reading.fetchedAt < settlesAt(reading.day, settleDays));
  const totals = await totalsOf(database, cut, early);
  const complete = readings.filter(reading => {
    const { billedNanoUsd = 0n, estimatedNanoUsd = 0n } = totals.get(keyOf(reading.source, reading.day)) ?? {};
    return isBillComplete({ ...reading, billedNanoUsd, estimatedNanoUsd }, settleDays);
  });
  return new Set(complete.map(reading => keyOf(reading.source, reading.day)));
}

/** What the days of `readings` cost, billed and estimated, whoever and whatever caused it. */
async function totalsOf(
  database: Database,
  cut: BilledCut,
  readings: readonly CostsCoverage[],
): Promise<Map<string, { billedNanoUsd: NanoUsd; estimatedNanoUsd: NanoUsd }>> {
  const totals = new Map<string, { billedNanoUsd: NanoUsd; estimatedNanoUsd: NanoUsd }>();
  const days = [...new Set(readings.map(reading => reading.day))].sort();
  for (const day of days) {
    const all = { period: { from: day, to: addDays(day, 1) }, attributes: [], filters: [], grain: 'day' } as const;
    const estimated = new Map((await usageCells(database, all)).map(cell => [cell.source, cell.estimatedNanoUsd ?? 0n]));
    const billed = new Map((await billedCells(database, cut, all)).map(cell => [cell.source, cell.amountNanoUsd]));
    for (const source of new Set([...estimated.keys(), ...billed.keys()])) {
      totals.set(keyOf(source, day), { billedNanoUsd: billed.get(source) ?? 0n, estimatedNanoUsd: estimated.get(source) ?? 0n });
    }
  }
  return totals;
}

function keyOf(source: string, day: Day): string {
  return `${day} ${source}`;
}
