import { describeFilters } from '#core/query/describe-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Names } from '#core/usage/team-names.ts';
import { recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { namesPeople } from '../access/channel-scope.ts';
import { saveChannelScope } from './scopes-store.ts';
import { type Access, settings } from './settings.ts';
import type { SettingsView } from './view.ts';

export interface ScopeChange {
  readonly channelId: string;
  /** `project Search`, `for project Search without batch`; null removes the scope. */
  readonly scope: string | null;
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
  const filters = scope === null ? [] : scopeOf(scope, access, names, now);
  if ('problem' in filters) return filters;
  const words = describeFilters(filters, names);
  await database.transaction().execute(async transaction => {
    await saveChannelScope(transaction, { channelId, filters, setBy: by, setAt: now });
    const what = filters.length === 0 ? 'shows everything' : `shows only ${words}`;
    await recordAudit(transaction, { at: now, who: by, what: `channel ${channelId}: ${what}` });
  });
  const done =
    filters.length === 0 ? 'Answers in that channel show everything again.' : `Answers in that channel now stay inside ${words}.`;
  return settings(database, access, done);
}

/** The filters in `text`; a problem if it is not a scope, or says more than one. */
function scopeOf(
  text: string,
  { peopleVisible }: Pick<Access, 'peopleVisible'>,
  names: Names,
  now: Instant,
): readonly Filter[] | ProblemView {
  const typed = /^\s*(?:for|only|on|without|except|excluding)\b/i.test(text) ? text : `for ${text}`;
  const read = parseQuery(typed, { now, names });
  if ('problem' in read) return problemView(asWords(read.problem));
  const plain = parseQuery('', { now, names });
  const { filters } = read.query;
  const saysMore = !('query' in plain) || JSON.stringify({ ...read.query, filters: [] }) !== JSON.stringify(plain.query);
  if (filters.length === 0 || saysMore) return problemView('A scope is a filter alone, for example `project Search` or `model gpt-4o`.');
  if (peopleVisible === 'admins' && namesPeople(filters))
    return problemView('A channel cannot be bound to a single person or key: their figures are for admins.');
  return filters;
}

/** Lists the choices as text: a button would ask them instead of setting the scope. */
function asWords({ problem: words, choices }: { problem: string; choices: readonly string[] }): string {
  const some = choices.slice(0, 5).map(choice => `\`${choice}\``);
  return choices.length === 0 ? words : `${words} It could be ${some.join(' or ')}.`;
}
