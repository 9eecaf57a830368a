import type { Clock } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Logger } from '#log.ts';
import { createAdminSource } from './admin-source.ts';
import { createOpenAiHttp } from './http.ts';
import { createSeenOrganization } from './seen-organization.ts';
import { sharedStarts, usualLimitPace } from './shared-starts.ts';
import type { Source, SourceConfig } from './source.ts';
import { createUsageSource } from './usage-source.ts';

/** Opens the configured source. All processes on the database share its rate limit, including requests made in the last few minutes. */
export function openSource(config: SourceConfig, database: Database, clock: Clock, logger: Logger, pace = usualLimitPace): Source {
  const { id, kind, apiKey, baseUrl, organizationId, requestsPerMinute } = config;
  const organization = organizationId === null ? {} : { organizationId };
  const takeSlot = sharedStarts({ database, source: id, requestsPerMinute, clock, pace });
  const keyName = kind === 'admin' ? 'OPENAI_ADMIN_KEY' : 'OPENAI_API_KEY';
  const seen = createSeenOrganization(organizationId);
  const http = createOpenAiHttp({ baseUrl, apiKey, keyName, ...organization, takeSlot, logger, clock, onAnswer: seen.note });
  const source = kind === 'admin' ? createAdminSource({ id, http, logger }) : createUsageSource({ id, http, clock, ...organization });
  return { ...source, organization: seen.latest };
}
