import { carries, isBillComplete } from '../core/basis.ts';
import type { BilledCut } from '../core/billed.ts';
import { addDays, type Day, settlesAt } from '../core/day.ts';
import type { NanoUsd } from '../core/money.ts';
import type { Period } from '../core/period.ts';
import type { Attribute } from '../core/query.ts';
import { atOnce } from '../store/at-once.ts';
import type { Database } from '../store/database.ts';
import { type CostsCoverage, costsCoverage } from '../store/days.ts';
import { billedCells, usageCells } from '../store/figures.ts';

/** The days of a source whose cost is billed; every other day is estimated. */
export interface BilledDays {
  has(source: string, day: Day): boolean;
}

type DaysBySource = ReadonlyMap<string, ReadonlySet<Day>>;

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
  const [own, defining] = await atOnce(database, [
    () => completeDays(database, cut, attributes, period, settleDays),
    async () => (cut === 'project' ? null : completeDays(database, 'project', [], period, settleDays)),
  ]);
  if (defining === null) return { has: (source, day) => has(own, source, day) };
  return { has: (source, day) => has(own, source, day) && has(defining, source, day) };
}

async function completeDays(
  database: Database,
  cut: BilledCut,
  attributes: readonly Attribute[],
  period: Period,
  settleDays: number,
): Promise<DaysBySource> {
  const readings = (await costsCoverage(database, cut, period)).filter(reading => carries(reading.groupedBy, attributes));
  const isEarly = ({ fetchedAt, day }: CostsCoverage) => fetchedAt < settlesAt(day, settleDays);
  const early = readings.filter(isEarly);
  const totals = await totalsOf(database, cut, early);
  const isComplete = (reading: CostsCoverage) => {
    const { billedNanoUsd = 0n, estimatedNanoUsd = 0n } = totals.get(keyOf(reading.source, reading.day)) ?? {};
    return isBillComplete({ ...reading, billedNanoUsd, estimatedNanoUsd }, settleDays);
  };
  const complete = Map.groupBy([...readings.filter(reading => !isEarly(reading)), ...early.filter(isComplete)], ({ source }) => source);
  return new Map([...complete].map(([source, ofSource]) => [source, new Set(ofSource.map(({ day }) => day))]));
}

/** What the days of `readings` cost, billed and estimated, whoever and whatever caused it. */
async function totalsOf(
  database: Database,
  cut: BilledCut,
  readings: readonly CostsCoverage[],
): Promise<Map<string, { billedNanoUsd: NanoUsd; estimatedNanoUsd: NanoUsd }>> {
  const days = readings.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const all = { period: { from: first, to: addDays(last, 1) }, attributes: [], filters: [], grain: 'day' } as const;
  const [usage, bill] = await atOnce(database, [() => usageCells(database, all), () => billedCells(database, cut, all)]);
  const estimated = new Map(usage.map(cell => [keyOf(cell.source, cell.day), cell.estimatedNanoUsd ?? 0n]));
  const billed = new Map(bill.map(cell => [keyOf(cell.source, cell.day), cell.amountNanoUsd]));
  const totals = [...new Set([...estimated.keys(), ...billed.keys()])].map(key => {
    const sums = { billedNanoUsd: billed.get(key) ?? 0n, estimatedNanoUsd: estimated.get(key) ?? 0n };
    return [key, sums] as const;
  });
  return new Map(totals);
}

function has(days: DaysBySource, source: string, day: Day): boolean {
  return days.get(source)?.has(day) ?? false;
}

function keyOf(source: string, day: Day): string {
  return `${day} ${source}`;
}
