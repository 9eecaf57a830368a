import { describe, expect, it } from 'vitest';
import { parseQuery } from '#core/query/parse-query.ts';
import { problems } from './asked-problems.ts';
import { misunderstood, noon, team, understood } from './team.ts';

describe('what cannot be answered', () => {
  for (const [text, words, suggestion = null] of problems) {
    it(`"${text}" is said to be so`, () => {
      const found = misunderstood(text);
      expect(found.problem).toMatch(words);
      expect(found.suggestion).toBe(suggestion);
    });
  }

  it('is asked back with a whole question for each thing that a part of a name fits', () => {
    expect(misunderstood('by day for sear').choices).toEqual(['by day for project "Search"', 'by day for project "Search dev"']);
    expect(misunderstood('for 4o').choices).toEqual([
      'for model gpt-4o',
      'for model gpt-4o-mini',
      'for model ft:gpt-4o-mini-2024-07-18:acme:triage:AbCdEf12',
    ]);
  });

  it('is asked back where two things have the same name', () => {
    expect(misunderstood('for bob by model').choices).toEqual(['for user "Bob" by model', 'for key "bob" by model']);
    const keys = ['night-evals', 'night_evals', 'day evals'].map(name => ({ id: name.replace(' ', '+'), name, email: null }));
    const named = { ...team, keys };
    expect(misunderstood('night evals', noon, named).choices).toEqual(['key "night-evals"', 'key "night_evals"']);
    expect(understood('night_evals', noon, named).filters).toEqual([{ dimension: 'key', values: ['night_evals'], exclude: false }]);
    expect(understood('day-evals', noon, named).filters).toEqual([{ dimension: 'key', values: ['day+evals'], exclude: false }]);
  });

  it('is not asked back which of several where words before mean nothing, for each choice would keep them', () => {
    const keys = ['nightly-evals', 'farah-evals'].map(name => ({ id: name, name, email: null }));
    expect(misunderstood('night evals', noon, { ...team, keys })).toMatchObject({ problem: '`night` is not understood.', choices: [] });
    expect(misunderstood('evals', noon, { ...team, keys }).choices).toHaveLength(2);
    expect(misunderstood('Bots project').choices).toEqual(['project "proj_bots1"', 'project "proj_bots2"']);
  });

  it('is asked back where a name is also a period', () => {
    expect(misunderstood('cost for april').choices).toEqual(['cost april', 'cost for user "April"']);
    expect(understood('april').period.calendar).toBe('month');
  });

  it('is asked back where a date may be read in two orders', () => {
    expect(misunderstood('10/03/2026 by model').choices).toEqual(['2026-10-03 by model', '2026-03-10 by model']);
    expect(misunderstood('25.12.2025').suggestion).toBe('2025-12-25');
    expect(misunderstood('32/12/2025').problem).toContain('does not exist');
    expect(misunderstood('1.11.-5.11.').choices).toEqual(['11 Jan – 11 May 2026', '1–5 Nov 2026']);
    expect(misunderstood('by day 01/11/2026 - 05/11/2026').choices).toEqual(['by day 11 Jan – 11 May 2026', 'by day 1–5 Nov 2026']);
    expect(misunderstood('20.11.-32.11.').problem).toContain('does not exist');
    expect(misunderstood('5.11.-3.11.').choices).toEqual(['11 Mar – 11 May 2026', '3–5 Nov 2026']);
  });

  it('is asked back where a range without years may run backwards or across new year', () => {
    expect(misunderstood('25 nov - 3 nov').problem).toContain('runs backwards');
    expect(misunderstood('25 nov - 3 nov').choices).toEqual(['3–25 Nov 2026', '25 Nov 2025 – 3 Nov 2026']);
    expect(misunderstood('20 nov 2025 - 3 nov').choices).toEqual(['3–20 Nov 2025', '20 Nov 2025 – 3 Nov 2026']);
    expect(misunderstood('dec to nov').choices).toEqual(['1 Nov – 31 Dec 2026', '1 Dec 2025 – 30 Nov 2026']);
    expect(misunderstood('by model q4 - q1').choices).toEqual(['by model 1 Oct 2026 – 31 Mar 2027', 'by model 1 Oct 2025 – 31 Mar 2026']);
  });

  it('is asked back where an hour is not a day, and where use may be counted in three ways', () => {
    expect(misunderstood('past 5 hours').choices).toEqual(['today', 'yesterday']);
    expect(misunderstood('by key 30h').choices).toEqual(['by key yesterday', 'by key today']);
    expect(misunderstood('most used project last month').choices).toEqual([
      'top 1 project by requests last month',
      'top 1 project by tokens last month',
      'top 1 project by cost last month',
    ]);
    expect(misunderstood('busiest day').choices).toEqual(['top 1 day by requests', 'top 1 day by tokens', 'top 1 day by cost']);
  });

  it('is asked back where a word may be a name, and taken for the name where it is one', () => {
    const called = (name: string) => ({ ...team, users: [{ id: 'user-bill', name, email: null }] });
    expect(misunderstood('what did Bill spend', noon, called('Bill Gray')).choices).toEqual([
      'what did user "Bill Gray" spend',
      'what did spend',
    ]);
    expect(understood('our bill', noon, called('Bill Gray')).filters).toEqual([]);
    expect(understood('bill', noon, called('Bill')).filters).toEqual([{ dimension: 'user', values: ['user-bill'], exclude: false }]);
    const projects = [{ id: 'proj_report', name: 'Report', email: null }];
    expect(understood('report yesterday', noon, { ...team, projects }).filters).toHaveLength(1);
    expect(misunderstood('*gpt-4o*').choices).toEqual(['model gpt-4o', 'model *gpt-4o*']);
  });

  it('has no days at all before anything was collected', () => {
    expect(parseQuery('all time', { now: noon, names: team })).toMatchObject({
      problem: { problem: '`all time` has no days: nothing was collected yet.', suggestion: null },
    });
  });

  it('is asked back where there is a "top" of nothing', () => {
    expect(misunderstood('top 5 last week').choices).toEqual([
      'top 5 last week by model',
      'top 5 last week by project',
      'top 5 last week by user',
    ]);
  });

  it('offers at most as many choices as there can be buttons', () => {
    const projects = Array.from({ length: 100 }, (_, index) => ({ id: `proj_${index}`, name: `Service ${index}`, email: null }));
    const found = misunderstood('for service', noon, { ...team, projects });
    expect(found.choices).toHaveLength(20);
    expect(found.problem).toContain('100 names');
  });

  it('names at most 20 things, so that the reading can be read again', () => {
    const models = Array.from({ length: 21 }, (_, index) => `gpt-${index}`);
    expect(misunderstood(`for ${models.join(', ')}`).problem).toContain('21 names are too many');
    expect(understood(`for ${models.slice(1).join(', ')}`).filters[0]?.values).toHaveLength(20);
  });

  it('is longer than 2000 characters', () => {
    expect(misunderstood('x'.repeat(2001)).problem).toContain('at most 2000 characters');
    expect(parseQuery(`by model${' '.repeat(1992)}`, { now: noon, names: team })).toHaveProperty('query');
  });

  it('keeps the words it names short, on one line, and within their marks', () => {
    expect(misunderstood(`fi\`sh\n${'chips'.repeat(40)}`).problem).toMatch(/^`fi'sh (chips)+c?h?i?p?…` is not understood\.$/);
  });
});
