import { createAdminSource } from '#collect/admin-source.ts';
import { createOpenAiHttp } from '#collect/openai-http.ts';
import { createRequestLimiter, heldMs, type LimitPace, usualLimitPace } from '#collect/request-limiter.ts';
import { sharedStarts } from '#collect/shared-starts.ts';
import type { Source } from '#collect/source.ts';
import { createUsageSource } from '#collect/usage-source.ts';
import type { Clock } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { SourceConfig } from './config.ts';
import type { Logger } from './log.ts';
import { requestStartsSince } from './store/request-starts.ts';

/** Longer than OpenAI's limits look back. */
const remembersMs = 5 * 60_000;

/** The configured source. All processes on the database keep its rate limit together, also those of the last minutes. */
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
  const http = createOpenAiHttp({ baseUrl, apiKey, keyName, ...organization, limiter, logger, clock });
  return kind === 'admin' ? createAdminSource({ id, http, logger }) : createUsageSource({ id, http, clock, ...organization });
}
