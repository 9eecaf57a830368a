import { describeFilters } from '#core/query/describe-query.ts';
import { lastChanges } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { storedOrganizations } from '#data/ledger/organizations.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { channelScopes } from './scopes-store.ts';
import type { SettingsView } from './view.ts';

/** Who may see and change what, as the environment sets it. */
export type Access = Pick<SettingsView, 'peopleVisible' | 'admins'>;

const shownChanges = 10;

/** How the workspace is set up, and who changed it last. */
export async function settings(database: Database, access: Access, done: string | null = null): Promise<SettingsView> {
  const names = await readNames(database);
  const states = await sourceStates(database);
  const organizations = await storedOrganizations(database);
  const scopes = await channelScopes(database);
  const changes = await lastChanges(database, shownChanges);
  return {
    kind: 'settings',
    done,
    peopleVisible: access.peopleVisible,
    admins: access.admins,
    sources: states
      .filter(({ isActive }) => isActive)
      .map(({ source, kind, stoppedBecause }) => {
        const organization = organizations.get(source);
        return { id: source, kind, ...(organization === undefined ? {} : { organization }), isStopped: stoppedBecause !== null };
      }),
    scopes: scopes.map(({ filters, setAt, ...scope }) => ({
      ...scope,
      words: describeFilters(filters, names),
      setAt: setAt.toISOString(),
    })),
    changes: changes.map(({ at, who, what }) => ({ at: at.toISOString(), who, what })),
  };
}
