import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Cost } from '#core/prices/cost.ts';
import type { Day } from '#core/time/day.ts';
import { type BilledCut, type BilledRow, costsEndpoint } from '#core/usage/billed-row.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Database } from '#data/database/open.ts';
import { replaceDay } from '#data/ledger/replace-day.ts';
import { saveActiveSources, saveEndpoints } from '#data/ledger/source-states.ts';

/** A usage row and what it is estimated to cost in USD; null where no price covers it. */
export interface UsageGiven extends Partial<Omit<UsageRow, 'day' | 'quantities'>> {
  readonly usd: string | null;
  readonly requests?: number;
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly outputTokens?: number;
  readonly approximate?: boolean;
  /** What no price covers; by default the input of a row without a cost. */
  readonly unpriced?: Cost['unpriced'];
}

/** A billed amount of the day's cut, in USD. */
export interface BilledGiven extends Partial<Omit<BilledRow, 'day' | 'cut' | 'amountNanoUsd'>> {
  readonly usd: string;
}

/** Makes `source` known, with one usage endpoint and, for an admin source, both cuts of costs. */
export async function givenSource(
  database: Database,
  source: string,
  kind: 'admin' | 'usage' = 'admin',
  others: readonly string[] = [],
): Promise<void> {
  await saveActiveSources(
    database,
    [source, ...others].map(id => ({ id, kind })),
  );
  const endpoints = kind === 'admin' ? ['completions', costsEndpoint('project'), costsEndpoint('user')] : ['usage'];
  await saveEndpoints(
    database,
    source,
    endpoints.map(id => ({ id, emptyIsKnown: kind === 'admin' })),
  );
}

/** Collects a day's usage, as if read at `fetchedAt`. */
export async function givenUsage(
  database: Database,
  source: string,
  day: Day,
  rows: readonly UsageGiven[],
  fetchedAt = settled,
): Promise<void> {
  const kind = source.startsWith('usage') ? 'usage' : 'completions';
  await replaceDay(database, {
    source,
    endpoint: kind,
    day,
    fetchedAt,
    groupedBy: [],
    billed: [],
    notUnderstood: [],
    usage: rows.map(
      ({ usd, approximate = false, unpriced, requests = 0, inputTokens = 0, cachedInputTokens = 0, outputTokens = 0, ...key }) => ({
        row: {
          ...{ day, operation: 'completion', model: '', variant: '', project: '', user: '', key: '', serviceTier: '' },
          ...key,
          quantities: { requests, inputTokens, cachedInputTokens, outputTokens },
        },
        cost: {
          nanoUsd: usd === null ? null : nanoUsdFromDecimal(usd),
          approximate,
          lines: [],
          unpriced: unpriced ?? (usd === null ? [{ unit: 'inputTokens', quantity: inputTokens }] : []),
        },
      }),
    ),
  });
}

/** Collects one cut of a day's billed cost, as if read at `fetchedAt`. */
export async function givenBilled(
  database: Database,
  source: string,
  cut: BilledCut,
  day: Day,
  rows: readonly BilledGiven[],
  options: { groupedBy?: readonly string[]; fetchedAt?: Date } = {},
): Promise<void> {
  const finest = cut === 'project' ? ['project_id', 'api_key_id', 'line_item'] : ['user_id', 'line_item'];
  await replaceDay(database, {
    source,
    endpoint: costsEndpoint(cut),
    day,
    fetchedAt: options.fetchedAt ?? settled,
    groupedBy: options.groupedBy ?? finest,
    usage: [],
    notUnderstood: [],
    billed: rows.map(({ usd, ...row }) => ({
      ...{ cut, day, project: '', key: '', user: '', lineItem: '', model: '', quantity: null, quantityUnit: null },
      ...row,
      amountNanoUsd: nanoUsdFromDecimal(usd),
    })),
  });
}

/** Later than any day that tests speak of has settled. */
const settled = new Date('2027-01-01T00:00:00Z');
