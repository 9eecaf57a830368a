import { keyOf } from '#core/key-of.ts';
import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { type Day, settlesAt } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { type BilledLevel, billedLevel, type SettledDay } from '#core/usage/billed-level.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import { toolNames } from '#core/usage/usage-row.ts';
import { atOnce } from '../database/dialect.ts';
import type { Database } from '../database/open.ts';
import { remembered } from '../database/version-cache.ts';
import { costsCoverage } from '../ledger/day-states.ts';
import { activeSources } from '../ledger/source-states.ts';
import { operationOf } from '../ledger/stored-usage.ts';
import type { SourceDay } from '../totals/total-tables.ts';
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

export const settledLevels = remembered(({ settleDays, today }: BillsRead) => [settleDays, today], readLevels);

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
  const days = new Map<string, GrowingDay>();
  for (const { source, day, fetchedAt, groupedBy } of readings) {
    const isSettled = groupedBy.length > 0 && fetchedAt >= settlesAt(day, settleDays);
    if (isSettled) days.set(keyOf(source, day), { source, estimated: new Map(), billed: new Map() });
  }
  const add = (side: 'estimated' | 'billed', { source, day }: SourceDay, name: string, nanoUsd: NanoUsd | null) => {
    const sums = days.get(keyOf(source, day))?.[side];
    sums?.set(name, (sums.get(name) ?? 0n) + (nanoUsd ?? 0n));
  };
  for (const cell of usage) add('estimated', cell, subjectOfUsage('completion', cell.ids[0] ?? ''), cell.costNanoUsd);
  for (const { model, operation, nanoUsd, ...day } of tools) {
    add('estimated', day, subjectOfUsage('completion', model), -nanoUsd);
    add('estimated', day, subjectOfUsage(operationOf(operation), model), nanoUsd);
  }
  // Totals hold a model's lines in one sum. Read as a label, the model names itself.
  for (const cell of bill) add('billed', cell, cell.lineItem || (cell.ids[0] ?? ''), cell.costNanoUsd);
  // What had no price isn't in the estimate, so it may not raise the level of what had one.
  for (const [source, { billedUnpriced }] of unpriced) {
    for (const [day, ofDay] of billedUnpriced) {
      for (const [name, nanoUsd] of ofDay) add('billed', { source, day }, name, -nanoUsd);
    }
  }
  const bySource = Map.groupBy(days.values(), ({ source }) => source);
  const levels = new Map([...bySource].map(([source, ofSource]) => [source, billedLevel(ofSource)]));
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
  readonly source: string;
  readonly estimated: Map<string, NanoUsd>;
  readonly billed: Map<string, NanoUsd>;
}

/** The endpoints of tools: few rows, at one place in the key of a day. */
const toolEndpoints = ['vector_stores', 'code_interpreter_sessions', 'file_search_calls', 'web_search_calls'];

/** What tools are estimated to cost, which totals by model hold together with the model that called them. */
async function toolEstimates(database: Database, days: readonly Day[]) {
  const rows = await database
    .selectFrom('usage_row')
    .where('day', 'in', days)
    .where('source', 'in', activeSources(database))
    .where('endpoint', 'in', toolEndpoints)
    .where('operation', 'in', [...toolNames.keys()])
    .groupBy(['day', 'source', 'operation', 'model'])
    .select(({ fn }) => ['day', 'source', 'operation', 'model', fn.sum<bigint | null>('estimated_nano_usd').as('estimated')])
    .execute();
  return rows.map(({ estimated, ...row }) => ({ ...row, nanoUsd: estimated ?? 0n }));
}
