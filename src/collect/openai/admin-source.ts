import { type Day, dayOfUnixSeconds } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { type BilledCut, type BilledRow, billedCuts, costsEndpoint } from '#core/usage/billed-row.ts';
import { mergeBilled, mergeUsage } from '#core/usage/merge-rows.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Logger } from '#log.ts';
import { fetchAdminNames } from './admin-names.ts';
import { readCostsResult, readUsageResult, usageEndpoints } from './admin-wire.ts';
import { type Bucket, fetchBuckets } from './bucket-pages.ts';
import { type AskFinest, asManyAsAccepted, createFinestGrouping, type Grouping, inOrder } from './grouping.ts';
import type { OpenAiHttp } from './http.ts';
import { isNotUnderstood, isUnderstood } from './read-wire.ts';
import type { Endpoint, FetchedDay, NotUnderstood, Source } from './source.ts';

export interface AdminSourceOptions {
  readonly id: string;
  /** Uses an admin key. */
  readonly http: OpenAiHttp;
  readonly logger: Logger;
}

/** The most days a page of usage or costs can hold (`limit` in OpenAI's specification). */
const usagePageDays = 31;
const costsPageDays = 180;

/** The project cut defines the total, so it is required. The user cut is optional. */
const costsGroupings: Record<BilledCut, readonly Grouping[]> = {
  project: [['project_id', 'api_key_id', 'line_item'], ['project_id', 'line_item'], ['line_item']],
  user: [['user_id', 'line_item'], ['user_id'], null],
};

/** How to fetch and read the days of one endpoint. */
interface Series {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly askFinest: AskFinest;
  /** Reads a result, which was found at `where`. */
  readonly read: (day: Day, result: unknown, where: string) => UsageRow | BilledRow | NotUnderstood;
}

/**
 * An organization read with an admin key: ten usage endpoints, billed cost in two cuts, and the names of users, projects and keys.
 * A refused grouping gives way to the next coarser, recorded by day. A user cut not available at all has no rows and no grouping.
 */
export function createAdminSource({ id, http, logger }: AdminSourceOptions): Source {
  const series = new Map([...usageSeries(logger), ...costsSeries(logger)].map(one => [one.endpoint.id, one]));
  return {
    id,
    kind: 'admin',
    endpoints: async () => [...series.values()].map(({ endpoint }) => endpoint),
    fetchDays: async (endpoint, period, signal) => {
      const one = series.get(endpoint.id);
      if (!one) throw new Error(`the organisation has no endpoint ${JSON.stringify(endpoint.id)}`);
      const { path } = one;
      const limit = one.endpoint.maxDaysPerRequest;
      const { groupBy, answer } = await one.askFinest(period, by => fetchBuckets(http, { path, period, groupBy: by, limit }, signal));
      return daysOfBuckets(answer ?? [], period, groupBy, one.read);
    },
    fetchNames: signal => fetchAdminNames(http, logger, signal),
  };
}

function usageSeries(logger: Logger): Series[] {
  return usageEndpoints.map(usage => ({
    endpoint: { id: usage.id, maxDaysPerRequest: usagePageDays, emptyIsKnown: true },
    path: `organization/usage/${usage.id}`,
    askFinest: createFinestGrouping(asManyAsAccepted(usage.groupBy), logger),
    read: (day, result, where) => readUsageResult(usage, day, result, where),
  }));
}

function costsSeries(logger: Logger): Series[] {
  return billedCuts.map(cut => ({
    endpoint: { id: costsEndpoint(cut), maxDaysPerRequest: costsPageDays, emptyIsKnown: true },
    path: 'organization/costs',
    askFinest: createFinestGrouping(inOrder(costsGroupings[cut]), logger),
    read: (day, result, where) => readCostsResult(cut, day, result, where),
  }));
}

/** Every day of the period. Several buckets for one day are summed. Buckets for other days are ignored, since they weren't asked for. */
function daysOfBuckets(
  buckets: readonly Bucket[],
  period: Period,
  groupedBy: readonly string[],
  read: Series['read'],
): Map<Day, FetchedDay> {
  const rows = Map.groupBy(
    buckets.flatMap(({ start_time, results }, index) => {
      const day = dayOfUnixSeconds(start_time);
      return results.map((result, row) => ({ day, read: read(day, result, `data[${index}].results[${row}]`) }));
    }),
    ({ day }) => day,
  );
  const dayOfRows = (day: Day): FetchedDay => {
    const read = (rows.get(day) ?? []).map(row => row.read);
    const understood = read.filter(isUnderstood<UsageRow | BilledRow>);
    return {
      usage: mergeUsage(understood.filter(row => 'quantities' in row)),
      billed: mergeBilled(understood.filter(row => 'amountNanoUsd' in row)),
      notUnderstood: read.filter(isNotUnderstood),
      groupedBy,
    };
  };
  return new Map(daysOf(period).map(day => [day, dayOfRows(day)]));
}
