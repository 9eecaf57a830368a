import { describe, expect, it } from 'vitest';
import { describePeriod, describeQuery } from '#core/query/describe-query.ts';
import type { AskedPeriod, Query } from '#core/query/query.ts';
import type { Names } from '#core/usage/team-names.ts';
import { team, understood } from './team.ts';

const plain: Query = {
  metric: 'cost',
  period: { from: '2026-11-15', to: '2026-11-22', calendar: null },
  by: [],
  filters: [],
  top: null,
  versus: null,
  form: 'default',
};

describe('how a question was read', () => {
  it('says the metric, the dimensions, the days and that they are UTC', () => {
    expect(describeQuery({ ...plain, by: ['model'] }, team)).toBe('cost by model, 15–21 Nov 2026, UTC');
  });

  it('says everything that is not the default', () => {
    const query: Query = {
      ...plain,
      metric: 'tokens',
      by: ['user', 'day'],
      filters: [
        { dimension: 'model', values: ['gpt-4o', 'o3'], exclude: false },
        { dimension: 'project', values: ['proj_search'], exclude: false },
        { dimension: 'user', values: ['user-ada'], exclude: true },
      ],
      top: 5,
      versus: { from: '2026-10-01', to: '2026-10-08' },
      form: 'csv',
    };
    expect(describeQuery(query, team)).toBe(
      'tokens by user and day for model gpt-4o or o3 and project "Search" without user "Ada Lovelace", top 5, 15–21 Nov 2026, vs 1–7 Oct 2026, as csv, UTC',
    );
  });

  it('calls people, projects and keys by a name that no other has, else by e-mail address, else by id', () => {
    const users = [
      { id: 'user-1', name: 'Ada', email: 'ada@example.com' },
      { id: 'user-2', name: 'ADA', email: 'ada@example.org' },
      { id: 'user-3', name: 'ada', email: null },
      { id: 'user-4', name: 'Eve\u202Elive', email: null },
      { id: 'user-5', name: 'two\nlines', email: null },
      { id: 'user-6', name: 'user-1', email: null },
      { id: 'user-7', name: 'say "hi" \\ bye', email: null },
    ];
    const reading = (id: string) =>
      describeQuery({ ...plain, filters: [{ dimension: 'user', values: [id], exclude: false }] }, { ...team, users });
    expect(users.map(user => reading(user.id).slice('cost for user '.length, -', 15–21 Nov 2026, UTC'.length))).toEqual([
      '"ada@example.com"',
      '"ada@example.org"',
      '"user-3"',
      '"user-4"',
      '"user-5"',
      '"user-6"',
      '"say \\"hi\\" \\\\ bye"',
    ]);
  });

  it('calls what belongs to nobody unattributed', () => {
    expect(describeQuery({ ...plain, filters: [{ dimension: 'key', values: [''], exclude: true }] }, team)).toBe(
      'cost without key (unattributed), 15–21 Nov 2026, UTC',
    );
    // Embeddings and images have no tier.
    expect(describeQuery({ ...plain, filters: [{ dimension: 'tier', values: [''], exclude: true }] }, team)).toBe(
      'cost without tier (no tier), 15–21 Nov 2026, UTC',
    );
  });

  it('is read again with the names of the team when it was written with ids alone', () => {
    const noNames: Names = { models: [], users: [], projects: [], keys: [], sources: [] };
    const query = understood('by day for projects "Search", "Search dev" and gpt-4o, "weird model" without user Ada Lovelace');
    const text = describeQuery(query, noNames);
    expect(text).toContain('project "proj_search" or project "proj_searchdev"');
    expect(understood(text)).toEqual(query);
  });
});

describe('days in words', () => {
  it.each<[string, string, AskedPeriod['calendar'], string]>([
    ['2026-11-21', '2026-11-22', null, '21 Nov 2026'],
    ['2026-11-15', '2026-11-22', null, '15–21 Nov 2026'],
    ['2026-10-28', '2026-11-04', null, '28 Oct – 3 Nov 2026'],
    ['2025-12-28', '2026-01-04', null, '28 Dec 2025 – 3 Jan 2026'],
    ['2026-10-01', '2026-11-01', null, '1–31 Oct 2026'],
    ['2026-10-01', '2026-11-01', 'month', 'Oct 2026'],
    ['2026-11-01', '2026-11-23', 'month', '1–22 Nov 2026 (month to date)'],
    ['2026-11-01', '2026-11-02', 'month', '1 Nov 2026 (month to date)'],
    ['2026-07-01', '2026-10-01', 'quarter', 'Q3 2026'],
    ['2026-10-01', '2026-11-23', 'quarter', '1 Oct – 22 Nov 2026 (quarter to date)'],
    ['2025-01-01', '2026-01-01', 'year', '2025'],
    ['2026-01-01', '2026-11-23', 'year', '1 Jan – 22 Nov 2026 (year to date)'],
    ['2026-11-09', '2026-11-16', 'week', '9–15 Nov 2026 (week)'],
    ['2026-12-28', '2026-12-31', 'week', '28–30 Dec 2026 (week to date)'],
  ])('%s up to %s (%s) are "%s"', (from, to, calendar, words) => {
    expect(describePeriod({ from, to, calendar })).toBe(words);
  });
});
