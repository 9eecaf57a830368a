import { describe, expect, it } from 'vitest';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Query } from '#core/query/query.ts';
import type { Names } from '#core/usage/team-names.ts';
import { questionText, questionTextFor } from '#features/answers/question-text.ts';

const names: Names = {
  models: ['gpt-4o-2024-08-06', 'gpt-4o-mini-2024-07-18', '15–21 Nov 2026', 'ft:gpt-4o:acme:“by” model:x1'],
  users: [{ id: 'user-1', name: 'Alice, by model', email: 'alice@acme.example' }],
  projects: [
    { id: 'proj_1', name: 'Search', email: null },
    { id: 'proj_2', name: 'Search', email: null },
  ],
  keys: [{ id: 'key_1', name: 'last 7d', email: null }],
  sources: ['admin'],
};
const now = new Date('2026-11-22T12:00:00Z');
const read = (text: string) => parseQuery(text, { now, names });

const plain: Query = {
  metric: 'cost',
  period: { from: '2026-11-15', to: '2026-11-22', calendar: null },
  by: ['model'],
  filters: [],
  top: null,
  versus: null,
  form: 'default',
};
const including = (dimension: 'model' | 'user' | 'project' | 'key', ...values: string[]) => ({ dimension, values, exclude: false });

const questions: [string, Query][] = [
  ['a plain one', plain],
  ['no dimension', { ...plain, by: [] }],
  ['two dimensions and a top', { ...plain, by: ['project', 'day'], top: 3 }],
  ['one of two projects with the same name', { ...plain, filters: [including('project', 'proj_2')] }],
  ['a person and a key whose names read like clauses', { ...plain, filters: [including('user', 'user-1'), including('key', 'key_1')] }],
  ['a model that is called like the period', { ...plain, filters: [including('model', '15–21 Nov 2026')] }],
  ['a model with quotes in it', { ...plain, filters: [including('model', 'ft:gpt-4o:acme:“by” model:x1')] }],
  ['what is left out', { ...plain, filters: [{ dimension: 'model', values: ['gpt-4o'], exclude: true }], metric: 'tokens' }],
  ['a month that runs', { ...plain, period: { from: '2026-11-01', to: '2026-11-23', calendar: 'month' }, form: 'table' }],
];

describe('questionText', () => {
  it.each(questions)('is read as the same question again: %s', (_what, query) => {
    expect(read(questionText(query))).toEqual({ query });
  });
});

describe('questionTextFor', () => {
  it.each(questions)('is read as the same question for another period: %s', (_what, query) => {
    expect(read(questionTextFor({ ...query, versus: { from: '2026-10-01', to: '2026-10-08' } }, 'last 30d'))).toEqual({
      query: { ...query, period: { from: '2026-10-23', to: '2026-11-22', calendar: null } },
    });
  });
});
