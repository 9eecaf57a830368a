import { keyOf } from '#core/key-of.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day, settlesAt } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { carries, isBillComplete } from '#core/usage/bill-basis.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { atOnce } from '../database/dialect.ts';
import type { Database } from '../database/open.ts';
import { Remembered } from '../database/version-cache.ts';
import { type CostsCoverage, costsCoverage } from '../ledger/day-states.ts';
import { daysLackingBilledRows } from '../ledger/left-out-rows.ts';
import type { DaysRead } from './coverage.ts';
import { billedCells, usageCells } from './read-figures.ts';

/** The days of a source whose cost is billed, wholly. All other days are estimated. */
export interface BilledDays {
  has(source: string, day: Day): boolean;
}

export const noBilledDays: BilledDays = { has: () => false };

const remembered = new Remembered<BilledDays>();

/** The days that `cut` can answer: completely read, and with `attributes`. The user cut also needs the project cut, the total. */
export function billedDays(
  { database, settleDays, daysVersion }: DaysRead,
  cut: BilledCut,
  attributes: readonly Attribute[],
  { from, to }: Period,
): Promise<BilledDays> {
  const key = JSON.stringify([settleDays, cut, attributes, from, to]);
  return remembered.at(database, daysVersion, key, () => readBilledDays(database, settleDays, cut, attributes, { from, to }));
}

async function readBilledDays(
  database: Database,
  settleDays: number,
  cut: BilledCut,
  attributes: readonly Attribute[],
  period: Period,
): Promise<BilledDays> {
  const own = { cut, attributes };
  const needed = cut === 'project' ? [own] : [own, { cut: 'project', attributes: [] } as const];
  const readings = await atOnce(
    database,
    needed.map(({ cut, attributes }) => async () => {
      const all = await costsCoverage(database, cut, period);
      return all.filter(reading => carries(reading.groupedBy, attributes)).map(reading => ({ ...reading, cut }));
    }),
  );
  const isEarly = ({ fetchedAt, day }: CostsCoverage) => fetchedAt < settlesAt(day, settleDays);
  const totals = await totalsOf(
    database,
    needed.map(({ cut }) => cut),
    readings.flat().filter(isEarly),
  );
  const isComplete = (reading: CutReading) => !isEarly(reading) || isBillComplete({ ...reading, ...totals(reading) }, settleDays);
  const complete = readings.map(ofCut => daysBySource(ofCut.filter(isComplete)));
  const lacking = await atOnce(
    database,
    needed.map(
      ({ cut }) =>
        () =>
          daysLackingBilledRows(database, cut, period),
    ),
  );
  const isWhole = (source: string, day: Day) => lacking.every(days => !days.has(keyOf(source, day)));
  return { has: (source, day) => complete.every(days => days.get(source)?.has(day) ?? false) && isWhole(source, day) };
}

type CutReading = CostsCoverage & { readonly cut: BilledCut };

/** The total cost of a reading's day, billed and estimated, across everyone and everything. */
type TotalsOf = (reading: CutReading) => { readonly billedNanoUsd: NanoUsd; readonly estimatedNanoUsd: NanoUsd };

async function totalsOf(database: Database, cuts: readonly BilledCut[], readings: readonly CutReading[]): Promise<TotalsOf> {
  const days = readings.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return () => ({ billedNanoUsd: 0n, estimatedNanoUsd: 0n });
  const all = { period: { from: first, to: addDays(last, 1) }, attributes: [], filters: [], grain: 'day' } as const;
  const [usage, bills] = await atOnce(database, [
    () => usageCells(database, all),
    () =>
      atOnce(
        database,
        cuts.map(cut => () => billedCells(database, cut, all)),
      ),
  ]);
  const estimated = new Map(usage.map(cell => [keyOf(cell.source, cell.day), cell.estimatedNanoUsd ?? 0n]));
  const billed = new Map(
    cuts.map((cut, index) => [cut, new Map(bills[index]?.map(cell => [keyOf(cell.source, cell.day), cell.amountNanoUsd]))]),
  );
  return ({ cut, source, day }) => ({
    billedNanoUsd: billed.get(cut)?.get(keyOf(source, day)) ?? 0n,
    estimatedNanoUsd: estimated.get(keyOf(source, day)) ?? 0n,
  });
}

function daysBySource(readings: readonly CutReading[]): ReadonlyMap<string, ReadonlySet<Day>> {
  const bySource = Map.groupBy(readings, ({ source }) => source);
  return new Map([...bySource].map(([source, ofSource]) => [source, new Set(ofSource.map(({ day }) => day))]));
}
