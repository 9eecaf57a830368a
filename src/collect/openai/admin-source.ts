import type { Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { type BilledRow, billedCuts, costsEndpoint } from '#core/usage/billed-row.ts';
import { mergeBilled, mergeUsage } from '#core/usage/merge-rows.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Logger } from '#log.ts';
import { fetchAdminNames } from './admin-names.ts';
import { costsGroupings, readCostsResult, readUsageResult, usageEndpoints } from './admin-wire.ts';
import { fetchBuckets, resultsByDay } from './bucket-pages.ts';
import { fitDay } from './fit-day.ts';
import { type AskFinest, asManyAsAccepted, createFinestGrouping, inOrder } from './grouping.ts';
import type { OpenAiHttp } from './http.ts';
import { OpenAiError } from './openai-error.ts';
import type { RawRow, ReadRow } from './read-wire.ts';
import type { Endpoint, FetchedDay, Source, UnreadDay } from './source.ts';

/** The most days a page of usage or costs can hold (`limit` in OpenAI's specification). */
const usagePageDays = 31;
const costsPageDays = 180;

/** How to fetch and read the days of one endpoint. */
interface Series {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly askFinest: AskFinest;
  readonly read: (day: Day, result: RawRow) => ReadRow<UsageRow | BilledRow>;
}

/**
 * An organization read with an admin key: eleven usage endpoints, billed cost in two cuts, and the names of users, projects and keys.
 * A refused grouping gives way to the next coarser, recorded by day. A user cut not available at all has no rows and no grouping.
 */
export function createAdminSource({ id, http, logger }: { id: string; http: OpenAiHttp; logger: Logger }): Source {
  const series = new Map([...usageSeries(logger), ...costsSeries(logger)].map(one => [one.endpoint.id, one]));
  return {
    id,
    kind: 'admin',
    endpoints: async () => [...series.values()].map(({ endpoint }) => endpoint),
    fetchDays: async (endpoint, period, signal, allowance) => {
      const one = series.get(endpoint.id);
      if (!one) throw new Error(`the organisation has no endpoint ${JSON.stringify(endpoint.id)}`);
      const { path } = one;
      const limit = one.endpoint.maxDaysPerRequest;
      const { groupBy, answer } = await one.askFinest(period, by =>
        fetchBuckets(http, { path, period, groupBy: by, limit, allowance }, signal),
      );
      return daysOfBuckets(answer, period, { groupedBy: groupBy, read: one.read, path });
    },
    fetchNames: signal => fetchAdminNames(http, logger, signal),
  };
}

function usageSeries(logger: Logger): Series[] {
  return usageEndpoints.map(usage => ({
    endpoint: { id: usage.id, maxDaysPerRequest: usagePageDays, emptyIsKnown: true, isOptional: usage.isBeta ?? false },
    path: `organization/usage/${usage.id}`,
    askFinest: unlessUnknown(usage.isBeta ?? false, createFinestGrouping(asManyAsAccepted(usage.groupBy), logger)),
    read: (day, result) => readUsageResult(usage, day, result),
  }));
}

/** An organization that answers 404 for something in beta doesn't have it. */
function unlessUnknown(isBeta: boolean, askFinest: AskFinest): AskFinest {
  if (!isBeta) return askFinest;
  return async (period, ask) => {
    try {
      return await askFinest(period, ask);
    } catch (error) {
      if (error instanceof OpenAiError && error.status === 404) return { groupBy: [], answer: null };
      throw error;
    }
  };
}

function costsSeries(logger: Logger): Series[] {
  return billedCuts.map(cut => ({
    endpoint: { id: costsEndpoint(cut), maxDaysPerRequest: costsPageDays, emptyIsKnown: true },
    path: 'organization/costs',
    askFinest: createFinestGrouping(inOrder(costsGroupings[cut]), logger),
    read: (day, result) => readCostsResult(cut, day, result),
  }));
}

/** Every day of the period; one without a bucket of its own wasn't read. Null buckets mean that the organization has none of them. */
function daysOfBuckets(
  buckets: Awaited<ReturnType<typeof fetchBuckets>> | null,
  period: Period,
  { groupedBy, read, path }: { groupedBy: readonly string[]; read: Series['read']; path: string },
): Map<Day, FetchedDay | UnreadDay> {
  if (buckets === null) return new Map(daysOf(period).map(day => [day, { usage: [], billed: [], notUnderstood: [], groupedBy }]));
  const found = resultsByDay(buckets, period, path);
  const dayOfResults = (day: Day): FetchedDay | UnreadDay => {
    const results = found.get(day) ?? { unread: `OpenAI's answer to GET ${path} has no ${day}` };
    if ('unread' in results) return results;
    const { usage, billed, notUnderstood } = fitDay(results.map(row => ({ ...row, read: read(day, row) })));
    return { usage: mergeUsage(usage), billed: mergeBilled(billed), notUnderstood, groupedBy };
  };
  return new Map(daysOf(period).map(day => [day, dayOfResults(day)]));
}
