import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/grammar/parse-query.ts';
import { misunderstood, noon, team, understood } from './team.ts';

/** What is asked on Sunday, 22 November 2026, what is said of it, and the question suggested instead. */
const problems: readonly (readonly [string, RegExp, string?])[] = [
  // Periods that cannot be.
  ['tomorrow', /^`tomorrow` lies in the future: the newest day is today, 22 Nov 2026/],
  ['next week', /^`next week` lies in the future/],
  ['next 7 days', /^`next 7 days` lies in the future/],
  ['dec 2026', /^`dec 2026` lies in the future/],
  ['2027', /^`2027` lies in the future/],
  ['q1 2027', /^`q1 2027` lies in the future/],
  ['2026-11-23', /^`2026-11-23` lies in the future/],
  ['since 2026-11-23', /^`since 2026-11-23` lies in the future/],
  ['2026-12-01..2026-12-05', /^`2026-12-01..2026-12-05` lies in the future/],
  ['last 0 days', /^`last 0 days` has no days/],
  ['0d', /^`0d` has no days/],
  ['last 11 years', /^`last 11 years` is longer than 10 years/, 'last 10 years'],
  ['last 4000 days', /^`last 4000 days` is longer than 10 years/, 'last 10 years'],
  ['last 999999999 months', /is longer than 10 years/, 'last 10 years'],
  ['since 2010', /^`since 2010` is longer than 10 years/, 'last 10 years'],
  ['2010-01-01..2020-01-01', /is longer than 10 years/, 'last 10 years'],
  ['oct 15 - oct 1', /^`oct 15 - oct 1` runs backwards: 15 Oct 2026 is after 1 Oct 2026/, '1–15 Oct 2026'],
  ['by model 2026-10-15..2026-10-01', /runs backwards/, 'by model 1–15 Oct 2026'],
  ['28 dec - 3 jan 2026', /runs backwards: 28 Dec 2026 is after 3 Jan 2026/, '28 Dec 2025 – 3 Jan 2026'],
  ['oct to sep', /runs backwards/, '1 Sep – 31 Oct 2026'],
  ['2026-02-29', /^`2026-02-29` does not exist: Feb 2026 has 28 days/],
  ['feb 30', /^`feb 30` does not exist: Feb 2026 has 28 days/],
  ['31 nov', /^`31 nov` does not exist/],
  ['oct 0', /^`oct 0` does not exist/],
  ['oct 1 - oct 32', /^`oct 1 - oct 32` does not exist/],
  ['feb 1 - feb 29', /^`feb 1 - feb 29` does not exist/],
  ['2026-13', /^`2026-13` does not exist: a year has the months 01 to 12/],
  ['2026-13-01', /does not exist: a year has the months 01 to 12/],
  ['q5', /^`q5` does not exist/],
  ['q0 2026', /^`q0 2026` does not exist/],
  ['Sunday, 3 October 2026', /does not exist: 3 Oct 2026 is no Sunday/],
  ['2–15 Nov 2026 (month to date)', /these are not the days of a month/],
  // Clauses that are not whole.
  ['by modle', /^`by modle`: did you mean `by model`\?$/, 'by model'],
  ['last week by usr', /^`by usr`: did you mean `by user`\?$/, 'last week by user'],
  ['by', /^`by`: split by `model`/],
  ['by fish', /^`by fish`: split by/],
  ['per request', /^`per request`: split by/],
  ['models last week', /^`models`: did you mean `by model`\?$/, 'by model last week'],
  ['days', /^`days`: did you mean `by day`\?$/, 'by day'],
  ['for', /^`for` needs a name/],
  ['without', /^`without` needs a name/],
  ['without by model', /^`without` needs a name/],
  ['top by model', /^`top` needs a number/],
  ['top 0 models', /^`top 0` needs a number/],
  ['vs', /^`vs`: compare with/],
  ['vs fish', /^`vs fish`: compare with/],
  ['vs tomorrow', /^`tomorrow` lies in the future/],
  ['as', /^`as`: an answer comes/],
  ['by model as xml', /^`as xml`: an answer comes/],
  // Clauses that contradict each other.
  ['last week oct', /^`last week` and `oct`: only one period/],
  ['tokens and requests', /^`tokens` and `requests`: only one metric/],
  ['top 5 models top 3', /^`top 5 models` and `top 3`: only one number/],
  ['vs last week vs last year', /only one comparison/],
  ['as csv as json', /only one form/],
  ['by model, user, day', /at most two/],
  // Names that nobody has.
  ['for project Serch', /^No project is called `Serch`: did you mean `project "Search"`\?$/, 'for project "Search"'],
  ['Serch project by model', /^No project is called `Serch`/, 'project "Search" by model'],
  ['for user Adda', /^No person is called `Adda`/, 'for user "Ada Lovelace"'],
  ['for key ci runer', /^No key is called `ci runer`/, 'for key "ci runner"'],
  ['for project "Serch"', /^No project is called `Serch`/, 'for project "Search"'],
  ['for model gtp-4o', /^No model is called `gtp-4o`/, 'for model gpt-4o'],
  ['for tier btach', /^No tier is called `btach`/],
  ['for nobody at all', /^No model, project, person or key is called `nobody`/],
  ['for gtp-4o by day', /^No model, project, person or key is called `gtp-4o`/, 'for model gpt-4o by day'],
  ['without Serch', /^No model, project, person or key is called `Serch`/, 'without project "Search"'],
  ['for project zz*', /^No project fits `zz\*`/],
  ['for @charles', /^OpenAI knows nobody called `@charles`: write the person's name or e-mail address/],
  ['for <@U123>', /^OpenAI knows nobody called `<@U123>`/],
  ['for <@U123|adda>', /^OpenAI knows nobody called/, 'for user "Ada Lovelace"'],
  // Words that mean nothing here.
  ['yestrday by model', /^`yestrday` is not understood: did you mean `yesterday by model`\?$/, 'yesterday by model'],
  ['lst 7d', /^`lst` is not understood/, 'last 7d'],
  ['last wek', /^`last wek` is not understood/, 'last week'],
  ['last 30', /^`last 30` is not understood/, 'last 30 days'],
  ['csv by model', /^`csv` is not understood/, 'as csv by model'],
  ['usage by model', /^`usage` is not understood/, 'tokens by model'],
  ['last 24 hours', /^`last 24 hours` is not understood/],
  ['fish', /^`fish` is not understood\.$/],
  ['fish by model chips', /^`fish`, `chips` are not understood/],
  ['🎉', /^`🎉` is not understood/],
  ['oct-foo', /^`oct-foo` is not understood/],
];

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
