import { keyOf } from '../key-of.ts';
import type { NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { cutOfEndpoint } from './billed-row.ts';

/** A row, or a part of one, that OpenAI reported and that cannot be read or added up. */
export interface LeftOutRow {
  /** Where it was found: `ft_data[0]`, `data[3].results[0].input_tokens`. */
  readonly where: string;
  /** Worded the same for every row with the same fault: `input_tokens is not a whole number`. */
  readonly why: string;
  /** The row as received, in JSON. */
  readonly json: string;
  /** The field that is left out while the rest of the row counts; empty when the whole row is left out. */
  readonly part: string;
  /** What the row bills, where that can be read. */
  readonly amount: LeftOutAmount | null;
  /** Whether another answer counts this row, so that nothing is missing. */
  readonly isCountedElsewhere: boolean;
}

export interface LeftOutAmount {
  /** Billionths of the currency, of any size. */
  readonly nano: NanoUsd;
  /** `USD`, `EUR`. */
  readonly currency: string;
}

/** What was left out of one day of an endpoint for one reason. */
export interface LeftOut {
  readonly source: string;
  readonly endpoint: string;
  readonly day: Day;
  /** As in {@link LeftOutRow}. */
  readonly part: string;
  readonly why: string;
  readonly rows: number;
  readonly amounts: readonly LeftOutAmount[];
}

/** What was left out of one day of an endpoint, by reason. Rows that another answer counts aren't missing. */
export function leftOutOf(of: Pick<LeftOut, 'source' | 'endpoint' | 'day'>, rows: readonly LeftOutRow[]): LeftOut[] {
  const missing = rows.filter(row => !row.isCountedElsewhere);
  return countedByReason(missing.map(({ part, why, amount }) => ({ ...of, part, why, rows: 1, amounts: amount === null ? [] : [amount] })));
}

/** Those of the same day and endpoint for the same reason as one. */
export function countedByReason(leftOut: readonly LeftOut[]): LeftOut[] {
  const byReason = Map.groupBy(leftOut, ({ source, endpoint, day, part, why }) => keyOf(source, endpoint, day, part, why));
  return [...byReason.values()].flatMap(alike =>
    alike.slice(0, 1).map(first => ({
      ...first,
      rows: alike.reduce((sum, { rows }) => sum + rows, 0),
      amounts: sumsByCurrency(alike.flatMap(({ amounts }) => amounts)),
    })),
  );
}

export function sumsByCurrency(amounts: readonly LeftOutAmount[]): LeftOutAmount[] {
  const sums = new Map<string, NanoUsd>();
  for (const { nano, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + nano);
  return [...sums].map(([currency, nano]) => ({ nano, currency }));
}

/**
 * Each missing row once: both cuts of a bill hold the same amounts, so the user cut's are named only on days when the project cut, which
 * defines the total, lacks nothing.
 */
export function namedOnce(leftOut: readonly LeftOut[]): LeftOut[] {
  const inTotal = new Set(
    leftOut.filter(({ endpoint }) => cutOfEndpoint(endpoint) === 'project').map(({ source, day }) => keyOf(source, day)),
  );
  return leftOut.filter(({ endpoint, source, day }) => cutOfEndpoint(endpoint) !== 'user' || !inTotal.has(keyOf(source, day)));
}

/** Fields that count requests, in OpenAI's words. */
export const requestCounts: ReadonlySet<string> = new Set(['num_model_requests', 'n_requests', 'num_requests']);
