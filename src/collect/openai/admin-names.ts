import { z } from 'zod';
import type { Named } from '#core/usage/team-names.ts';
import type { Logger } from '#log.ts';
import { newCursor } from './bucket-pages.ts';
import type { OpenAiHttp } from './http.ts';
import { OpenAiError } from './openai-error.ts';
import { expectShape } from './read-wire.ts';
import type { FetchedNames } from './source.ts';

/** The names of users, projects (also archived ones: past usage remains) and API keys. Keys that OpenAI won't list stay unnamed. */
export async function fetchAdminNames(http: OpenAiHttp, logger: Logger, signal: AbortSignal): Promise<FetchedNames> {
  const users = await fetchList(http, 'organization/users', {}, signal);
  const projects = await fetchList(http, 'organization/projects', { include_archived: 'true' }, signal);
  const keys: Named[] = [];
  for (const project of projects) keys.push(...(await fetchKeys(http, project.id, logger, signal)));
  return { users, projects, keys };
}

async function fetchKeys(http: OpenAiHttp, projectId: string, logger: Logger, signal: AbortSignal): Promise<Named[]> {
  const path = `organization/projects/${encodeURIComponent(projectId)}/api_keys`;
  try {
    // Without this, OpenAI omits keys whose owner lost access, but they have usage too.
    return await fetchList(http, path, { owner_project_access: 'any' }, signal);
  } catch (error) {
    if (!(error instanceof OpenAiError) || error.code !== 'openai_refused') throw error;
    logger.warn({ project: projectId, reason: error.message }, 'The names of a project’s API keys could not be read');
    return [];
  }
}

const listPage = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string().nullish(), email: z.string().nullish() })),
  last_id: z.string().nullish(),
  has_more: z.boolean(),
});

async function fetchList(http: OpenAiHttp, path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Named[]> {
  const listed: Named[] = [];
  const cursors = new Set<string>();
  for (let after: string | null = null; ; ) {
    const asked = { ...query, limit: 100, ...(after === null ? {} : { after }) };
    const page = expectShape(listPage, await http.get(path, asked, signal), path);
    for (const { id, name, email } of page.data) listed.push({ id, name: name || null, email: email || null });
    if (!page.has_more) return listed;
    after = newCursor(page.last_id, cursors, path);
  }
}
