import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { type Day, settlesAt } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { type BilledLevel, billedLevel, type SettledDay } from '#core/usage/billed-level.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import { toolNames } from '#core/usage/usage-row.ts';
import { atOnce } from '../database/dialect.ts';
import type { Database } from '../database/open.ts';
import { Remembered } from '../database/version-cache.ts';
import { costsCoverage } from '../ledger/day-states.ts';
import { operationOf } from '../ledger/stored-usage.ts';
import { asBilled } from './as-billed.ts';
import { billedCells, usageCells } from './read-figures.ts';
import { type BillsRead, settledDays } from './settled-lines.ts';

/** How far back the level is measured. */
const measuredDays = 28;

/** The level that each source is billed at, from the last 28 days that have settled; at list price for one without a bill. */
export interface SettledLevels {
  /** Whether any bill of the source has settled. */
  has(source: string): boolean;
  of(source: string): BilledLevel;
}

const remembered = new Remembered<SettledLevels>();

export function settledLevels(read: BillsRead): Promise<SettledLevels> {
  const { database, settleDays, daysVersion, today } = read;
  return remembered.at(database, daysVersion, JSON.stringify([settleDays, today]), () => readLevels(read));
}

async function readLevels(read: BillsRead): Promise<SettledLevels> {
  const { database, settleDays } = read;
  const period = settledDays(read, measuredDays);
  const asked = { period, attributes: ['model'], filters: [], grain: 'day' } as const;
  const [readings, usage, bill, tools, unpriced] = await atOnce(database, [
    () => costsCoverage(database, 'project', period),
    () => usageCells(database, { ...asked, wanted: 'cost' }),
    () => billedCells(database, 'project', asked),
    () => toolEstimates(database, daysOf(period)),
    () => asBilled(read),
  ]);
  const days = new Map<string, Map<string, GrowingDay>>();
  for (const { source, day, fetchedAt, groupedBy } of readings) {
    if (groupedBy.length === 0 || fetchedAt < settlesAt(day, settleDays)) continue;
    const ofSource = days.get(source) ?? new Map<string, GrowingDay>();
    days.set(source, ofSource);
    ofSource.set(day, { estimated: new Map(), billed: new Map() });
  }
  for (const { source, day, ids, costNanoUsd } of usage) {
    add(days.get(source)?.get(day)?.estimated, subjectOfUsage('completion', ids[0] ?? ''), costNanoUsd ?? 0n);
  }
  for (const { source, day, model, operation, nanoUsd } of tools) {
    const estimated = days.get(source)?.get(day)?.estimated;
    add(estimated, subjectOfUsage('completion', model), -nanoUsd);
    add(estimated, subjectOfUsage(operationOf(operation), model), nanoUsd);
  }
  for (const { source, day, ids, lineItem, costNanoUsd } of bill) {
    // Totals hold a model's lines in one sum. Read as a label, the model names itself.
    add(days.get(source)?.get(day)?.billed, lineItem || (ids[0] ?? ''), costNanoUsd ?? 0n);
  }
  // What had no price isn't in the estimate, so it may not raise the level of what had one.
  for (const [source, { billedUnpriced }] of unpriced) {
    for (const [day, ofDay] of billedUnpriced) {
      for (const [name, nanoUsd] of ofDay) add(days.get(source)?.get(day)?.billed, name, -nanoUsd);
    }
  }
  const levels = new Map([...days].map(([source, ofSource]) => [source, billedLevel([...ofSource.values()])]));
  const none = billedLevel([]);
  return { has: source => levels.has(source), of: source => levels.get(source) ?? none };
}

/** What all bills of `sources` came to, as a percentage of list price: of the first whose bills don't come to that; null without one. */
export function percentOfList(levels: SettledLevels, sources: readonly string[]): number | null {
  const percents = sources.filter(levels.has).map(source => {
    const { numerator, denominator } = levels.of(source).all;
    return Number(divideHalfEven(numerator * 100n, denominator));
  });
  return percents.find(percent => percent !== 100) ?? null;
}

interface GrowingDay extends SettledDay {
  readonly estimated: Map<string, NanoUsd>;
  readonly billed: Map<string, NanoUsd>;
}

function add(sums: Map<string, NanoUsd> | undefined, name: string, nanoUsd: NanoUsd): void {
  sums?.set(name, (sums.get(name) ?? 0n) + nanoUsd);
}

/** The endpoints of tools: few rows, at one place in the key of a day. */
const toolEndpoints = ['vector_stores', 'code_interpreter_sessions', 'file_search_calls', 'web_search_calls'];

/** What tools are estimated to cost, which totals by model hold together with the model that called them. */
async function toolEstimates(database: Database, days: readonly Day[]) {
  const sources = database.selectFrom('source_state').where('is_active', '=', 1n).select('source');
  const rows = await database
    .selectFrom('usage_row')
    .where('day', 'in', days)
    .where('source', 'in', sources)
    .where('endpoint', 'in', toolEndpoints)
    .where('operation', 'in', [...toolNames.keys()])
    .groupBy(['day', 'source', 'operation', 'model'])
    .select(({ fn }) => ['day', 'source', 'operation', 'model', fn.sum<bigint | null>('estimated_nano_usd').as('estimated')])
    .execute();
  return rows.map(({ estimated, ...row }) => ({ ...row, nanoUsd: estimated ?? 0n }));
}
