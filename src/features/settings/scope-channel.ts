import { describeFilters } from '#core/query/describe-query.ts';
import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Names } from '#core/usage/team-names.ts';
import { recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { onlyWords } from '#show/phrases.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { namesPeople } from '../access/channel-scope.ts';
import { readTypedScope } from '../setup/read-typed-scope.ts';
import type { AskedChannelScope } from './command.ts';
import { channelScope, saveChannelScope } from './scopes-store.ts';
import { type Access, settings } from './settings.ts';
import type { SettingsView } from './view.ts';

export interface ScopeChange {
  readonly channelId: string;
  /** `project Search`, `for project Search without batch`; null removes the scope. */
  readonly scope: AskedChannelScope;
  /** The Slack id of the admin making the change. */
  readonly by: string;
}

/** Sets or removes a channel's scope, and records who did it. An invalid scope is a problem view. */
export async function scopeChannel(
  database: Database,
  { channelId, scope, by }: ScopeChange,
  access: Access,
  now: Instant,
): Promise<SettingsView | ProblemView> {
  const names = await readNames(database);
  const filters = await scopeOf(database, scope, access, names, now);
  if ('problem' in filters) return filters;
  const words = describeFilters(filters, names);
  await database.transaction().execute(async transaction => {
    await saveChannelScope(transaction, { channelId, filters, setBy: by, setAt: now });
    const what = filters.length === 0 ? 'shows everything' : `shows ${onlyWords(words)}`;
    await recordAudit(transaction, { at: now, who: by, what: `channel ${channelId}: ${what}` });
  });
  const done =
    filters.length === 0 ? 'Answers in that channel show everything again.' : `Answers in that channel now show ${onlyWords(words)}.`;
  return settings(database, access, done);
}

/** The filters asked for; a problem if they are not a scope, or one that a channel cannot have. */
async function scopeOf(
  database: Database,
  scope: AskedChannelScope,
  { peopleVisible }: Pick<Access, 'peopleVisible'>,
  names: Names,
  now: Instant,
): Promise<readonly Filter[] | ProblemView> {
  if (scope === null) return [];
  const filters = typeof scope === 'string' ? readTypedScope(scope, { now, names }) : await channelScope(database, scope.asIn);
  if ('length' in filters && filters.length === 0) return problemView('The other channel is not limited: it shows everything.');
  if ('problem' in filters) return problemView(asWords(filters));
  if (peopleVisible === 'admins' && namesPeople(filters))
    return problemView('A channel cannot be limited to a single person or key: their figures are for admins.');
  return filters;
}

/** Lists the choices as text: a button would ask them instead of setting the scope. */
function asWords({ problem: words, choices }: { problem: string; choices: readonly string[] }): string {
  const some = choices.slice(0, 5).map(choice => `\`${choice}\``);
  return choices.length === 0 ? words : `${words} It could be ${some.join(' or ')}.`;
}
