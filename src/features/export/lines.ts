import { keyOf } from '#core/key-of.ts';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import { requestCounts } from '#core/usage/left-out.ts';
import { type QuantityName, quantityNames } from '#core/usage/usage-row.ts';
import type { Database } from '#data/database/open.ts';
import { leftOutRows } from '#data/ledger/left-out-rows.ts';
import { quantityColumns } from '#data/ledger/row-values.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import { storedDays } from '#data/ledger/stored-usage.ts';
import { type Called, readCalled } from './charges.ts';
import type { StoredBilled } from './line-usage.ts';
import type { StoredUsage } from './usage-at-list.ts';

/**
 * Every usage row of `period`, and every billed amount as `cut` splits the bill, by day. Money is in USD with nine decimals; fields that
 * do not apply are null.
 */
export async function* exportLines(database: Database, period: Period, cut: BilledCut): AsyncGenerator<ExportLine> {
  const called = await readCalled(database);
  const uncounted = await daysOfUncountedRequests(database, period);
  for await (const { usage, billed } of storedDays(database, daysOf(period))) {
    for (const row of usage) yield usageLine(row, called, uncounted);
    for (const row of billed) if (row.cut === cut) yield billedLine(row, called);
  }
}

/** A usage row with its estimate, or a billed amount. Another cut would split the same bill again, so that a sum counts it twice. */
export type ExportLine = ReturnType<typeof usageLine> | ReturnType<typeof billedLine>;

function usageLine(row: StoredUsage, called: Called, uncounted: ReadonlySet<string>) {
  return {
    record: 'usage' as const,
    ...ownership(row, called),
    operation: row.operation,
    variant: orNull(row.variant),
    serviceTier: orNull(row.service_tier),
    lineItem: null,
    ...(Object.fromEntries(quantityNames.map(name => [name, Number(row[quantityColumns[name]])])) as Record<QuantityName, number>),
    /** Null if a row of its day didn't count them: this may be the one. */
    requests: row.requests === 0n && uncounted.has(keyOf(row.source, row.endpoint, row.day)) ? null : Number(row.requests),
    estimatedCostUsd: row.estimated_nano_usd === null ? null : decimalFromNanoUsd(row.estimated_nano_usd),
    approximate: row.is_approximate === 1n,
    /** Unpriced units, separated by spaces. */
    unpriced: row.unpriced === '' ? null : (JSON.parse(row.unpriced) as { unit: string }[]).map(({ unit }) => unit).join(' '),
    billedCostUsd: null,
  };
}

async function daysOfUncountedRequests(database: Database, period: Period): Promise<ReadonlySet<string>> {
  const sources = (await sourceStates(database)).map(({ source }) => source);
  const leftOut = await leftOutRows(database, period, sources);
  return new Set(leftOut.filter(({ part }) => requestCounts.has(part)).map(({ source, endpoint, day }) => keyOf(source, endpoint, day)));
}

function billedLine(row: StoredBilled, called: Called) {
  return {
    record: row.cut === 'user' ? ('billed by user' as const) : ('billed by project' as const),
    ...ownership(row, called),
    operation: null,
    variant: null,
    serviceTier: null,
    lineItem: orNull(row.line_item),
    ...noQuantities,
    estimatedCostUsd: null,
    approximate: null,
    unpriced: null,
    billedCostUsd: decimalFromNanoUsd(row.amount_nano_usd),
  };
}

function ownership(row: StoredUsage | StoredBilled, called: Called) {
  return {
    day: row.day,
    source: row.source,
    model: orNull(row.model),
    projectId: orNull(row.project_id),
    project: called.project.get(row.project_id) ?? null,
    userId: orNull(row.user_id),
    user: called.user.get(row.user_id) ?? null,
    keyId: orNull(row.key_id),
    key: called.key.get(row.key_id) ?? null,
  };
}

const noQuantities = Object.fromEntries(quantityNames.map(name => [name, null])) as Record<QuantityName, null>;

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
