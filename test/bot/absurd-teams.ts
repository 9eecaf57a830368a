import { finestGroupings } from '#collect/openai/admin-wire.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { costsEndpoint } from '#core/usage/billed-row.ts';
import type { Database } from '#data/database/open.ts';
import { replaceDay } from '#data/ledger/replace-day.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { givenBilled, givenSource, givenUsage, type UsageGiven } from '../support/day-builder.ts';
import { hostileNames } from './hostile.ts';
import { teamNow } from './team-bot.ts';

const today = '2026-11-22';
const costs = [costsEndpoint('project'), costsEndpoint('user')];

/** Teams as no sane organisation has them; each fills an empty database. */
export const absurdTeams: Readonly<Record<string, (database: Database) => Promise<void>>> = {
  'of 200 models and 50 people over 400 days': async database => {
    await givenSource(database, 'admin');
    for (const [index, day] of daysBack(400).entries()) {
      // 200 models within eight days, each with another person and project.
      const rows = Array.from({ length: 25 }, (_, row) => hugeRow((index * 25 + row) % 200));
      await givenUsage(database, 'admin', day, rows);
    }
    await readWholly(database, daysBack(60), ['completions', ...costs]);
    await saveNames(database, 'admin', { users: named('user', 50), projects: named('proj', 40), keys: named('key', 60) }, teamNow);
    await setUp(database, 30, index => [`proj_${index}`]);
  },
  'whose credits are more than its cost': async database => {
    await givenSource(database, 'admin');
    for (const day of daysBack(40)) {
      await givenUsage(database, 'admin', day, [{ ...one, usd: '10' }]);
      await givenBilled(database, 'admin', 'project', day, [
        { lineItem: 'o3, input', model: 'o3', project: 'proj_a', usd: '10' },
        { lineItem: 'credit', usd: '-123456.78' },
      ]);
      await givenBilled(database, 'admin', 'user', day, [{ lineItem: 'credit', user: 'user-a', usd: '-123446.78' }]);
    }
    await readWholly(database, daysBack(40), ['completions', ...costs]);
    await setUp(database, 1, () => ['proj_a']);
  },
  'that used nothing': async database => {
    await givenSource(database, 'admin');
    for (const day of daysBack(40)) {
      await givenUsage(database, 'admin', day, []);
      await givenBilled(database, 'admin', 'project', day, []);
      await givenBilled(database, 'admin', 'user', day, []);
    }
    await readWholly(database, daysBack(40), ['completions', ...costs]);
    await setUp(database, 1, () => ['proj_a']);
  },
  'of which nothing was collected': async database => givenSource(database, 'admin'),
  'without any source': async () => undefined,
  'of which nothing has a price': async database => {
    await givenSource(database, 'admin');
    const rows = Array.from({ length: 60 }, (_, index) => ({ ...one, model: `gpt-9-secret-${index}`, usd: null, inputTokens: 10 ** 12 }));
    for (const day of daysBack(40)) await givenUsage(database, 'admin', day, rows);
    await readWholly(database, daysBack(40), ['completions', ...costs]);
    await setUp(database, 1, () => ['proj_a']);
  },
  'of hostile names': async database => {
    await givenSource(database, 'admin');
    const rows = hostileNames.map((model, index) => ({
      ...{ model, project: `proj_${index}`, user: `user-${index}`, key: `key_${index}`, usd: String(index + 1), requests: 1 },
    }));
    // Twice as much on the last day, so that it has causes.
    for (const day of daysBack(40))
      await givenUsage(database, 'admin', day, day === addDays(today, -1) ? [...rows, ...rows.map(spiked)] : rows);
    await readWholly(database, daysBack(40), ['completions', ...costs]);
    const called = (prefix: string) => hostileNames.map((name, index) => ({ id: `${prefix}${index}`, name, email: null }));
    await saveNames(database, 'admin', { users: called('user-'), projects: called('proj_'), keys: called('key_') }, teamNow);
    await setUp(database, hostileNames.length, index => [`proj_${index}`]);
  },
};

const one = { model: 'o3', project: 'proj_a', user: 'user-a', key: 'key_a', requests: 10, inputTokens: 1000 };

function hugeRow(index: number): UsageGiven {
  return {
    model: `gpt-${index}-with-a-rather-long-name-2026-01-${String((index % 28) + 1).padStart(2, '0')}`,
    project: `proj_${index % 40}`,
    user: `user_${index % 50}`,
    key: `key_${index % 60}`,
    usd: String(1 + index / 7).slice(0, 8),
    requests: index,
    inputTokens: index * 1_000_000,
    outputTokens: index * 1000,
  };
}

/** The same names on another tier, at ten times the cost. */
function spiked(row: UsageGiven): UsageGiven {
  return { ...row, serviceTier: 'priority', usd: `${row.usd}0` };
}

function named(prefix: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `${prefix}_${index}`,
    name: `${prefix} with a rather long name, number ${index}`,
    email: prefix === 'user' ? `person${index}@acme.example` : null,
  }));
}

/** Everything else that OpenAI is asked for, read and empty, so that the days are complete. */
async function readWholly(database: Database, days: readonly Day[], read: readonly string[]): Promise<void> {
  const fetchedAt = new Date('2026-11-22T11:00:00Z');
  for (const [endpoint, groupedBy] of Object.entries(finestGroupings).filter(([name]) => !read.includes(name)))
    for (const day of days)
      await replaceDay(database, { source: 'admin', endpoint, day, fetchedAt, groupedBy, usage: [], billed: [], notUnderstood: [] });
}

/** The days before today, oldest first. */
function daysBack(count: number): Day[] {
  return Array.from({ length: count }, (_, index) => addDays(today, index - count));
}

/** Budgets, alerts and digests of `count` scopes, for another channel than that in which tests ask. */
async function setUp(database: Database, count: number, projectsOf: (index: number) => string[]): Promise<void> {
  const by = { by: 'U0OLGA', at: teamNow, what: 'set up' };
  for (let index = 0; index < count; index += 1) {
    const scope = { filters: [{ dimension: 'project' as const, values: projectsOf(index), exclude: false }], channelId: 'C0MLCOSTS' };
    await createBudget(database, { ...scope, amountNanoUsd: 10n ** 9n, period: 'month', thresholds: [50, 100] }, today, by);
    await createAlertRule(database, { ...scope, kind: 'day', amountNanoUsd: 10n ** 9n, hours: null }, today, by);
    const digest = { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', setUpBy: 'U0OLGA' } as const;
    await addSubscription(database, { ...scope, ...digest }, by);
  }
}
