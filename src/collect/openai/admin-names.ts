import { z } from 'zod';
import type { Named } from '#core/usage/team-names.ts';
import type { Logger } from '#log.ts';
import { type Allowance, withAllowance } from './allowance.ts';
import { newCursor } from './bucket-pages.ts';
import type { OpenAiHttp, QueryParameters } from './http.ts';
import { OpenAiError } from './openai-error.ts';
import { expectShape } from './read-wire.ts';
import type { FetchedNames } from './source.ts';

/**
 * The names of users, projects (also archived ones: past usage remains) and API keys. A list that OpenAI refuses costs only its own names:
 * a key may read some things and not others.
 */
export function fetchAdminNames(http: OpenAiHttp, logger: Logger, signal: AbortSignal): Promise<FetchedNames> {
  return withAllowance(async allowance => {
    const refusals: OpenAiError[] = [];
    const listOf = async (path: string, query: QueryParameters): Promise<Named[]> => {
      try {
        return await fetchList(http, path, query, signal, allowance);
      } catch (error) {
        if (!(error instanceof OpenAiError) || !['openai_refused', 'openai_forbidden'].includes(error.code)) throw error;
        logger.warn({ path, reason: error.message }, 'Names could not be read');
        refusals.push(error);
        return [];
      }
    };
    const users = await listOf('organization/users', {});
    const projects = await listOf('organization/projects', { include_archived: 'true' });
    const keys: Named[] = [];
    for (const { id } of projects) {
      // Without this, OpenAI omits keys whose owner lost access, but they have usage too.
      keys.push(...(await listOf(`organization/projects/${encodeURIComponent(id)}/api_keys`, { owner_project_access: 'any' })));
    }
    return { users, projects, keys, ...(refusals.length === 0 ? {} : { refusals }) };
  });
}

const listPage = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string().nullish(), email: z.string().nullish() })),
  last_id: z.string().nullish(),
  has_more: z.boolean(),
});

/** 100,000 names. */
const mostPages = 1000;

async function fetchList(
  http: OpenAiHttp,
  path: string,
  query: QueryParameters,
  signal: AbortSignal,
  allowance: Allowance,
): Promise<Named[]> {
  const listed = new Map<string, Named>();
  const cursors = new Set<string>();
  for (let after: string | null = null; ; ) {
    const asked = { ...query, limit: 100, ...(after === null ? {} : { after }) };
    const page = expectShape(listPage, await http.get(path, asked, signal, allowance), path);
    const before = listed.size;
    for (const { id, name, email } of page.data) listed.set(id, { id, name: name || null, email: email || null });
    if (!page.has_more) return [...listed.values()];
    after = newCursor(page.last_id, cursors, { path, mostPages, brings: listed.size - before });
  }
}
