import { describeQuery } from '#core/query/describe-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Problem, Query } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Names } from '#core/usage/team-names.ts';

/** A Sunday. */
export const noon: Instant = new Date('2026-11-22T12:00:00Z');

export const team: Names = {
  models: [
    'gpt-4o-2024-08-06',
    'gpt-4o-mini-2024-07-18',
    'gpt-4-0613',
    'o3-2025-04-16',
    'gpt-5-mini-2025-08-07',
    'text-embedding-3-small',
    'ft:gpt-4o-mini-2024-07-18:acme:triage:AbCdEf12',
  ],
  users: [
    { id: 'user-ada', name: 'Ada Lovelace', email: 'ada@example.com' },
    { id: 'user-bob', name: 'Bob', email: 'bob@example.com' },
    { id: 'user-april', name: 'April', email: 'april@example.com' },
    { id: 'user-grace', name: null, email: 'grace@example.com' },
  ],
  projects: [
    { id: 'proj_search', name: 'Search', email: null },
    { id: 'proj_searchdev', name: 'Search dev', email: null },
    { id: 'proj_chat', name: 'Chat, Inc (EU)', email: null },
    { id: 'proj_bots1', name: 'Bots', email: null },
    { id: 'proj_bots2', name: 'Bots', email: null },
    { id: 'proj_october', name: 'October launch', email: null },
  ],
  keys: [
    { id: 'key_ci', name: 'ci runner', email: null },
    { id: 'key_bob', name: 'bob', email: null },
  ],
  sources: ['acme'],
};

/** Where `all time` starts. */
const firstDay = '2026-09-04';

/** The question that `text` is, with the team's names. */
export function understood(text: string, now: Instant = noon, names: Names = team): Query {
  const parsed = parseQuery(text, { now, names, firstDay });
  if ('problem' in parsed) throw new Error(`"${text}" is not understood: ${parsed.problem.problem}`);
  return parsed.query;
}

/** What is said of `text`, which is not understood. */
export function misunderstood(text: string, now: Instant = noon, names: Names = team): Problem {
  const parsed = parseQuery(text, { now, names });
  if ('query' in parsed) throw new Error(`"${text}" is understood: ${describeQuery(parsed.query, names)}`);
  return parsed.problem;
}

export function readAs(text: string, now: Instant = noon): string {
  return describeQuery(understood(text, now), team);
}
