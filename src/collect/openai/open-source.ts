import { z } from 'zod';
import type { Clock } from '#core/time/day.ts';
import type { Organization } from '#core/usage/organization.ts';
import type { Database } from '#data/database/open.ts';
import type { Logger } from '#log.ts';
import { createAdminSource } from './admin-source.ts';
import { createOpenAiHttp } from './http.ts';
import { textSchema } from './read-wire.ts';
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

/**
 * The organization that a key belongs to, as far as answers say. Rows name it best. The `openai-organization` header may hold an id or a
 * name, and `configuredId` is what OpenAI was asked for.
 */
export function createSeenOrganization(configuredId: string | null) {
  let ofRows: Organization | null = null;
  let ofHeader: string | null = null;
  return {
    /** Looks at an answer of any shape. */
    note(headers: Headers, json: unknown): void {
      ofHeader = textOf(headers.get('openai-organization')) ?? ofHeader;
      ofRows ??= organizationOf(json);
    },
    /** Null until one is known. */
    latest(): Organization | null {
      const id = configuredId ?? ofHeader;
      return ofRows ?? (id === null ? null : { id, name: null });
    },
  };
}

const answerOfRows = z.looseObject({ data: z.array(z.unknown()) });
const bucketOfRows = z.looseObject({ results: z.array(z.unknown()) });
const rowOfOrganization = z.looseObject({ organization_id: z.string(), organization_name: z.string().nullish().catch(null) });

/** From the first row of any bucket, or of the list itself. */
function organizationOf(json: unknown): Organization | null {
  const answer = answerOfRows.safeParse(json);
  for (const item of answer.data?.data ?? []) {
    const bucket = bucketOfRows.safeParse(item);
    const row = rowOfOrganization.safeParse(bucket.success ? bucket.data.results[0] : item);
    const id = textOf(row.data?.organization_id);
    if (id !== null) return { id, name: textOf(row.data?.organization_name) };
  }
  return null;
}

/** Null for a text that is blank or can't be stored. */
function textOf(text: string | null | undefined): string | null {
  const parsed = textSchema.safeParse(text?.trim());
  return parsed.success && parsed.data !== '' ? parsed.data : null;
}
