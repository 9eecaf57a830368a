import { keptIn } from '#core/kept-in.ts';
import { keyOf } from '#core/key-of.ts';
import { addDays, type Day, settlesAt } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { type BilledCut, carries } from '#core/usage/billed-row.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { atOnce, eachAtOnce } from '../database/dialect.ts';
import type { IdFilter } from '../database/filters.ts';
import { remembered } from '../database/version-cache.ts';
import { type CostsCoverage, costsCoverage } from '../ledger/day-states.ts';
import { daysLackingBilledRows } from '../ledger/left-out-rows.ts';
import { type AsBilled, asBilled, nothingAsBilled } from './as-billed.ts';
import { type ExpectedDay, expectedDay } from './expected-day.ts';
import { settledLevels } from './settled-level.ts';
import type { BillsRead } from './settled-lines.ts';
import { youngDay } from './young-days.ts';

/** What cells are read for: their attributes, their filters, and where their cost comes from. */
export interface CellQuestion {
  readonly attributes: readonly Attribute[];
  readonly filters: readonly IdFilter[];
  /** Limits the result to these ids of one of the attributes. Unlike a filter, it doesn't change what those cells contain. */
  readonly only?: IdFilter | undefined;
  /** The cut that answers it, or null if its cost is estimated. */
  readonly cut: BilledCut | null;
  readonly bills: DayBills;
  /** The sources left after filtering. */
  readonly sources: readonly string[];
  /** What the bill alone prices, by source. */
  readonly prices: ReadonlyMap<string, AsBilled>;
  /** As in {@link AskedFigures}. */
  readonly today: Day;
}

export function allFilters({ filters, only }: Pick<CellQuestion, 'filters' | 'only'>): readonly IdFilter[] {
  return only === undefined ? filters : [...filters, only];
}

/** Where the cost of each day comes from: its bill, what its bill is expected to be, or the list price of its usage. */
export interface DayBills {
  /** Whether the day's cost is billed, wholly. */
  isBilled(source: string, day: Day): boolean;
  /** What a day whose bill isn't whole yet is expected to cost; undefined for all others. */
  expected(source: string, day: Day): ExpectedDay | undefined;
}

/** All is estimated at list price. */
export const noBills: DayBills = { isBilled: () => false, expected: () => undefined };

/**
 * The days of `period` that `cut` can answer: those whose reading is complete and has `attributes`. The user cut also needs the project
 * cut, which defines the total.
 */
export const dayBills = remembered(
  ({ settleDays, today }, cut, attributes, { from, to }) => [settleDays, today, cut, attributes, from, to],
  readBills,
);

type CutReading = CostsCoverage & { readonly cut: BilledCut };

async function readBills(read: BillsRead, cut: BilledCut, attributes: readonly Attribute[], period: Period): Promise<DayBills> {
  const { database, settleDays, today } = read;
  const own = { cut, attributes };
  const needed = cut === 'project' ? [own] : [own, { cut: 'project', attributes: [] } as const];
  const readings = await eachAtOnce(database, needed, async ({ cut, attributes }): Promise<CutReading[]> => {
    const all = await costsCoverage(database, cut, period);
    return all.filter(reading => carries(reading.groupedBy, attributes)).map(reading => ({ ...reading, cut }));
  });
  const lacking = await eachAtOnce(database, needed, ({ cut }) => daysLackingBilledRows(database, cut, period));
  const isEarly = ({ fetchedAt, day }: CostsCoverage) => fetchedAt < settlesAt(day, settleDays);
  const isWhole = (source: string, day: Day) => lacking.every(days => !days.has(keyOf(source, day)));
  const early = readings.map(ofCut => ofCut.filter(isEarly));
  const provisional = daysOf(period).filter(day => day <= today && day >= addDays(today, -settleDays));
  const days = [...new Set([...provisional, ...early.flat().map(({ day }) => day)])];
  const expected = await readExpected(read, days);
  const isComplete = (reading: CutReading) => !isEarly(reading) || (expected(reading.source, reading.day, true)?.isWhole(reading) ?? true);
  const isBillWhole = isIn(readings.map(ofCut => daysBySource(ofCut.filter(isComplete))));
  const isBilled = (source: string, day: Day) => isBillWhole(source, day) && isWhole(source, day);
  const isRead = isIn(readings.map(daysBySource));
  return {
    isBilled,
    expected: (source, day) => (isBilled(source, day) ? undefined : expected(source, day, isRead(source, day))),
  };
}

/** Whether a day is in every one of `all`. */
function isIn(all: readonly ReadonlyMap<string, ReadonlySet<Day>>[]): (source: string, day: Day) => boolean {
  return (source, day) => all.every(days => days.get(source)?.has(day) ?? false);
}

/** What each of `days` is expected to cost, with or without its bill; a bill that wasn't read, or not in parts that answer, says nothing. */
async function readExpected(read: BillsRead, days: readonly Day[]) {
  const { database } = read;
  if (days.length === 0) return () => undefined;
  const [levels, prices, rows] = await atOnce(database, [
    () => settledLevels(read),
    () => asBilled(read),
    () => eachAtOnce(database, days, day => youngDay(read, day)),
  ]);
  const expected = new Map<string, ExpectedDay>();
  return (source: string, day: Day, hasBill: boolean): ExpectedDay | undefined => {
    const young = rows[days.indexOf(day)]?.get(source);
    if (young === undefined || !(hasBill || levels.has(source))) return undefined;
    return keptIn(expected, keyOf(source, day, String(hasBill)), () =>
      expectedDay(day, hasBill ? young : { ...young, lines: [] }, levels.of(source), prices.get(source) ?? nothingAsBilled),
    );
  };
}

function daysBySource(readings: readonly CutReading[]): ReadonlyMap<string, ReadonlySet<Day>> {
  const bySource = Map.groupBy(readings, ({ source }) => source);
  return new Map([...bySource].map(([source, ofSource]) => [source, new Set(ofSource.map(({ day }) => day))]));
}
