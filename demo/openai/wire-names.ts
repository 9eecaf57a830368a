import { addDays, dayOf, unixSecondsOf } from '#core/time/day.ts';
import { ApiRefusal, badRequest } from './api-refusal.ts';
import type { Backend } from './backend.ts';
import { booleanParam, choiceParam, integerParam, refuseUnknownParams } from './query-params.ts';
import { historyDays } from './rhythm.ts';
import { type ApiKey, apiKeys, archivedDaysAgo, people, projects, setUpAt } from './team.ts';

interface ListPage {
  readonly object: 'list';
  readonly data: readonly { readonly id: string }[];
  readonly first_id: string | null;
  readonly last_id: string | null;
  readonly has_more: boolean;
}

/** The answer of `/v1/organization/users`. */
export function usersPage(query: URLSearchParams): ListPage {
  refuseUnknownParams(query, ['limit', 'after']);
  const users = people.map(({ id, name, email, role }) => ({ object: 'organization.user', id, name, email, role, added_at: setUpAt }));
  return listPage(users, query);
}

/** The answer of `/v1/organization/projects`; archived ones only on request. */
export function projectsPage(query: URLSearchParams, backend: Backend): ListPage {
  refuseUnknownParams(query, ['limit', 'after', 'include_archived']);
  const withArchived = booleanParam(query, 'include_archived') ?? false;
  const archivedAt = unixSecondsOf(addDays(backend.ledger.firstDay, historyDays - archivedDaysAgo + 1));
  const shown = projects.filter(({ archived }) => withArchived || !archived);
  return listPage(
    shown.map(({ id, name, archived }) => ({
      id,
      object: 'organization.project',
      name,
      created_at: setUpAt,
      archived_at: archived ? archivedAt : null,
      status: archived ? 'archived' : 'active',
      external_key_id: null,
    })),
    query,
  );
}

/** The answer of `/v1/organization/projects/<projectId>/api_keys`. Keys in an archived project have owners without access. */
export function apiKeysPage(projectId: string, query: URLSearchParams, backend: Backend): ListPage {
  refuseUnknownParams(query, ['limit', 'after', 'owner_project_access']);
  const project = projects.find(({ id }) => id === projectId);
  if (!project) throw new ApiRefusal(404, `Project with id '${projectId}' not found.`, { code: 'not_found' });
  const access = project.archived ? 'inactive' : 'active';
  const wanted = choiceParam(query, 'owner_project_access', ['active', 'inactive', 'any']) ?? 'any';
  const keys = apiKeys.filter(key => key.projectId === projectId && (wanted === 'any' || wanted === access));
  const today = unixSecondsOf(dayOf(backend.now));
  return listPage(
    keys.map(key => ({
      object: 'organization.project.api_key',
      redacted_value: `sk-${'personId' in key.owner ? 'proj' : 'svcacct'}-***${key.id.slice(-3)}`,
      name: key.name,
      created_at: setUpAt,
      last_used_at: key.neverUsed ? null : today,
      id: key.id,
      owner_project_access: access,
      owner: ownerOf(key),
    })),
    query,
  );
}

function ownerOf({ owner }: ApiKey): object {
  if ('serviceAccount' in owner) {
    const { serviceAccount } = owner;
    return {
      type: 'service_account',
      service_account: { id: `svc_acct_${serviceAccount}`, name: serviceAccount, created_at: setUpAt, role: 'member' },
    };
  }
  const person = people.find(({ id }) => id === owner.personId);
  return {
    type: 'user',
    user: { id: owner.personId, email: person?.email ?? '', name: person?.name ?? '', created_at: setUpAt, role: person?.role ?? '' },
  };
}

/** The page of `all` after the id `after`: 20 by default, at most 100. */
function listPage(all: readonly { readonly id: string }[], query: URLSearchParams): ListPage {
  const limit = integerParam(query, 'limit', 1, 100) ?? 20;
  const after = query.get('after');
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0) throw badRequest(`Invalid 'after': no object with id '${after}'.`, 'after');
  const data = all.slice(from, from + limit);
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + limit < all.length,
  };
}
