import type { Clock } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Logger } from '#log.ts';
import { createAdminSource } from './admin-source.ts';
import { createOpenAiHttp } from './http.ts';
import { createRequestLimiter, heldMs, type LimitPace, usualLimitPace } from './request-limiter.ts';
import { createSeenOrganization } from './seen-organization.ts';
import { requestStartsSince, sharedStarts } from './shared-starts.ts';
import type { Source, SourceConfig } from './source.ts';
import { createUsageSource } from './usage-source.ts';

/** Longer than the window of any OpenAI limit. */
const remembersMs = 5 * 60_000;

/** Opens the configured source. All processes on the database share its rate limit, including requests made in the last few minutes. */
export async function openSource(
  config: SourceConfig,
  database: Database,
  clock: Clock,
  logger: Logger,
  pace: LimitPace = usualLimitPace,
): Promise<Source> {
  const { id, kind, apiKey, baseUrl, organizationId, requestsPerMinute } = config;
  const organization = organizationId === null ? {} : { organizationId };
  const start = sharedStarts({ database, source: id, requestsPerMinute, heldMs: heldMs(pace), clock });
  const limiter = createRequestLimiter({
    requestsPerMinute,
    recentStarts: await requestStartsSince(database, id, new Date(clock().getTime() - remembersMs)),
    onStart: (_start, signal) => start(signal),
    clock,
    pace,
  });
  const keyName = kind === 'admin' ? 'OPENAI_ADMIN_KEY' : 'OPENAI_API_KEY';
  const seen = createSeenOrganization(organizationId);
  const http = createOpenAiHttp({ baseUrl, apiKey, keyName, ...organization, limiter, logger, clock, onAnswer: seen.note });
  const source = kind === 'admin' ? createAdminSource({ id, http, logger }) : createUsageSource({ id, http, clock, ...organization });
  return { ...source, organization: seen.latest };
}
