import { ApiRefusal } from './api-refusal.ts';
import type { Backend } from './backend.ts';
import { oneOf } from './query-params.ts';
import { usageEndpoints } from './usage-event.ts';
import { costsPage } from './wire-costs.ts';
import { legacyMembers, legacyUsage } from './wire-legacy.ts';
import { apiKeysPage, projectsPage, usersPage } from './wire-names.ts';
import { usagePage } from './wire-usage.ts';

export interface Route {
  readonly path: RegExp;
  /** The kind of key that it needs. */
  readonly key: 'admin' | 'plain';
  /** The scope that the error for a wrong key names; null where OpenAI names none. */
  readonly scope: string | null;
  /** Whether requests count toward the limit of their kind of key. */
  readonly isLimited: boolean;
  readonly answer: (named: string, query: URLSearchParams, backend: Backend) => object;
}

const usageScope = { key: 'admin', scope: 'api.usage.read', isLimited: true } as const;
const namesScope = { key: 'admin', scope: 'api.management.read', isLimited: true } as const;

/** Every route. `named` is the part of the path in brackets. */
const routes: readonly Route[] = [
  {
    ...usageScope,
    path: /^\/v1\/organization\/usage\/([a-z_]+)$/,
    answer: (named, query, backend) => usagePage(oneOf(named, 'endpoint', usageEndpoints), query, backend),
  },
  { ...usageScope, path: /^\/v1\/organization\/costs$/, answer: (_, query, backend) => costsPage(query, backend) },
  { ...namesScope, path: /^\/v1\/organization\/users$/, answer: (_, query) => usersPage(query) },
  { ...namesScope, path: /^\/v1\/organization\/projects$/, answer: (_, query, backend) => projectsPage(query, backend) },
  { ...namesScope, path: /^\/v1\/organization\/projects\/([^/]+)\/api_keys$/, answer: apiKeysPage },
  { key: 'plain', scope: null, isLimited: true, path: /^\/v1\/usage$/, answer: (_, query, backend) => legacyUsage(query, backend) },
  { key: 'plain', scope: null, isLimited: false, path: /^\/v1\/organizations\/([^/]+)\/users$/, answer: named => legacyMembers(named) },
];

/** @throws ApiRefusal 404 for a path that is not served, 405 for any method but GET. */
export function routeOf(method: string, path: string): { route: Route; named: string } {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match && method !== 'GET') throw new ApiRefusal(405, `Not allowed to ${method} on ${path}. (HINT: only GET is served.)`);
    if (match) return { route, named: decodeURIComponent(match[1] ?? '') };
  }
  throw new ApiRefusal(404, `Invalid URL (${method} ${path})`);
}
