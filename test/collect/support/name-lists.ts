interface Listed {
  readonly id: string;
}

/** An answer from an endpoint that lists users, projects or keys. */
export function list<T extends Listed>(data: readonly T[], has_more = false) {
  return { object: 'list', data, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null, has_more };
}

export function user(id: string, name: string | null = null, email: string | null = null) {
  return { object: 'organization.user', id, name, email, role: 'reader', added_at: 1_788_000_000 };
}

export function project(id: string, name: string | null = null) {
  return { object: 'organization.project', id, name, created_at: 1_787_000_000, archived_at: null, status: 'active' };
}

export function apiKey(id: string, name: string | null, owner: 'user' | 'service_account' = 'user') {
  return { object: 'organization.project.api_key', id, name, redacted_value: 'sk-…9d', last_used_at: null, owner: { type: owner } };
}

/** An organization's list of members, as shown to a browser and to some keys. */
export function members(users: readonly { readonly id: string; readonly name: string; readonly email: string }[], invited: unknown[] = []) {
  const data = users.map(one => ({
    object: 'organization_user',
    role: 'reader',
    created: 1_780_000_000,
    user: { object: 'user', ...one },
  }));
  return { members: { object: 'list', data }, invited, can_invite: false };
}
