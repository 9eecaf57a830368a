import type { Clock, Day, Instant } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { mergeUsage } from '#core/usage/merge-rows.ts';
import type { Allowance } from './allowance.ts';
import { fitDay } from './fit-day.ts';
import type { OpenAiHttp } from './http.ts';
import { createSeenNames, fetchMembers, type Members, membersOf } from './members.ts';
import { expectShape } from './read-wire.ts';
import type { Endpoint, FetchedDay, Source } from './source.ts';
import { readUsageAnswer, usageAnswer } from './usage-wire.ts';

export interface UsageSourceOptions {
  readonly id: string;
  /** Uses a plain key. */
  readonly http: OpenAiHttp;
  /** The organization whose members are read one by one. Without it, all of the key's usage is one series. */
  readonly organizationId?: string;
  readonly clock: Clock;
}

/** Listing members costs one of five requests a minute, so a run doesn't do it twice. */
const membersAreFreshMs = 30 * 60_000;

const wholeOrganization = 'usage';
const memberPrefix = 'usage/';

/** The key-only source. It reads one UTC day and one member per request, from endpoints OpenAI doesn't document. */
export function createUsageSource({ id, http, organizationId, clock }: UsageSourceOptions): Source {
  const seen = createSeenNames();
  let known: { readonly members: Members; readonly since: Instant } | null = null;

  return {
    id,
    kind: 'usage',
    endpoints: async signal => {
      if (organizationId === undefined) return [endpointOf(wholeOrganization)];
      const isFresh = known !== null && clock().getTime() - known.since.getTime() <= membersAreFreshMs;
      const { listed } = isFresh ? await members(signal) : await askForMembers(organizationId, signal);
      return listed.map(member => endpointOf(`${memberPrefix}${member.id}`));
    },
    fetchDays: async (endpoint, period, signal, allowance) => {
      const days = new Map<Day, FetchedDay>();
      for (const day of daysOf(period)) days.set(day, await fetchDay(endpoint, day, signal, allowance));
      return days;
    },
    fetchNames: async signal => {
      const { listed, has } = await members(signal);
      const { users, projects, keys } = seen.all();
      return { users: [...listed, ...users.filter(({ id: user }) => !has(user))], projects, keys };
    },
  };

  async function fetchDay(endpoint: Endpoint, day: Day, signal: AbortSignal, allowance?: Allowance): Promise<FetchedDay> {
    const member = endpoint.id.startsWith(memberPrefix) ? endpoint.id.slice(memberPrefix.length) : null;
    const question = { day, member, members: await members(signal), seen };
    const query = member === null ? { date: day } : { date: day, user_public_id: member };
    const answer = await http.get('usage', query, signal, allowance);
    const rows = readUsageAnswer(expectShape(usageAnswer, answer, 'usage'), question);
    const { usage, ...rest } = fitDay(rows);
    return { ...rest, usage: mergeUsage(usage), groupedBy };
  }

  /** The members as last fetched, however long ago: a long run must not fetch them again halfway. */
  async function members(signal: AbortSignal): Promise<Members> {
    if (organizationId === undefined) return membersOf([]);
    return known?.members ?? askForMembers(organizationId, signal);
  }

  async function askForMembers(organization: string, signal: AbortSignal): Promise<Members> {
    known = { members: await fetchMembers(http, organization, signal), since: clock() };
    return known.members;
  }
}

/** What each row can say about itself. The key-only endpoint offers no other grouping. */
const groupedBy = ['user_id', 'project_id', 'api_key_id', 'model', 'request_type'];

function endpointOf(id: string): Endpoint {
  return { id, maxDaysPerRequest: 1, emptyIsKnown: false };
}
