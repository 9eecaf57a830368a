import { type Day, dayOfUnixSeconds } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { type BilledCut, billedCuts, costsEndpoint } from '#core/usage/billed-row.ts';
import { mergeBilled, mergeUsage } from '#core/usage/merge-rows.ts';
import type { Logger } from '#log.ts';
import { fetchAdminNames } from './admin-names.ts';
import { readUsageResult, type UsageEndpoint, usageEndpoints } from './admin-wire.ts';
import { type Bucket, fetchBuckets } from './bucket-pages.ts';
import { readCostsResult } from './costs-rows.ts';
import { type AskFinest, asManyAsAccepted, createFinestGrouping, type Grouping, inOrder } from './grouping.ts';
import type { OpenAiHttp } from './http.ts';
import { isNotUnderstood, isUnderstood } from './read-wire.ts';
import type { Endpoint, FetchedDay, Source } from './source.ts';

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
  readonly read: (bucket: Bucket, day: Day, index: number) => Partial<FetchedDay>;
}

/**
 * An organization read with an admin key: ten usage endpoints, billed cost in two cuts (`costs/project`, `costs/user`), and the names of
 * users, projects and keys.
 *
 * If the organization refuses a grouping, the next coarser one is used, and each day records its grouping. If the user cut isn't available
 * at all, its days have no rows and no grouping.
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
    read: (bucket, day, index) => readUsage(usage, bucket, day, index),
  }));
}

function costsSeries(logger: Logger): Series[] {
  return billedCuts.map(cut => ({
    endpoint: { id: costsEndpoint(cut), maxDaysPerRequest: costsPageDays, emptyIsKnown: true },
    path: 'organization/costs',
    askFinest: createFinestGrouping(inOrder(costsGroupings[cut]), logger),
    read: (bucket, day, index) => readCosts(cut, bucket, day, index),
  }));
}

function readUsage(usage: UsageEndpoint, bucket: Bucket, day: Day, index: number): Partial<FetchedDay> {
  const read = bucket.results.map((result, row) => readUsageResult(usage, day, result, `data[${index}].results[${row}]`));
  return { usage: read.filter(isUnderstood), notUnderstood: read.filter(isNotUnderstood) };
}

function readCosts(cut: BilledCut, bucket: Bucket, day: Day, index: number): Partial<FetchedDay> {
  const read = bucket.results.map((result, row) => readCostsResult(cut, day, result, `data[${index}].results[${row}]`));
  return { billed: read.filter(isUnderstood), notUnderstood: read.filter(isNotUnderstood) };
}

/** Every day of the period. Several buckets for one day are summed. Buckets for other days are ignored, since they weren't asked for. */
function daysOfBuckets(
  buckets: readonly Bucket[],
  period: Period,
  groupedBy: readonly string[],
  read: Series['read'],
): Map<Day, FetchedDay> {
  const days = new Map<Day, FetchedDay>(daysOf(period).map(day => [day, { usage: [], billed: [], notUnderstood: [], groupedBy }]));
  for (const [index, bucket] of buckets.entries()) {
    const day = dayOfUnixSeconds(bucket.start_time);
    const fetched = days.get(day);
    if (!fetched) continue;
    const more = read(bucket, day, index);
    days.set(day, {
      usage: mergeUsage([...fetched.usage, ...(more.usage ?? [])]),
      billed: mergeBilled([...fetched.billed, ...(more.billed ?? [])]),
      notUnderstood: [...fetched.notUnderstood, ...(more.notUnderstood ?? [])],
      groupedBy,
    });
  }
  return days;
}
