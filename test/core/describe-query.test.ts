import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitHolding } from '../../src/core/calendar-unit.ts';
import { addDays, type Day, dayOf, daysBetween } from '../../src/core/day.ts';
import { describePeriod } from '../../src/core/describe-period.ts';
import { describeQuery } from '../../src/core/describe-query.ts';
import { foldName } from '../../src/core/grammar/fold-name.ts';
import { parseQuery } from '../../src/core/grammar/parse-query.ts';
import { withoutSnapshot } from '../../src/core/match-model.ts';
import type { Named, Names } from '../../src/core/names.ts';
import { type AskedPeriod, attributes, type Filter, forms, metrics, type Query, timeUnits } from '../../src/core/query.ts';
import { operations } from '../../src/core/usage.ts';
import { team, understood } from './grammar/team.ts';

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
    const reading = (id: string) => describeQuery({ ...plain, filters: [{ dimension: 'user', values: [id], exclude: false }] }, { ...team, users });
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

describe('the reading', () => {
  it('is the same question again, whatever things are called', () => {
    const result = fc.check(
      fc.property(asked, ({ names, query, now }) => {
        expect(parseQuery(describeQuery(query, names), { now, names })).toEqual({ query });
      }),
      { numRuns: 3000 },
    );
    expect(result.failed, fc.defaultReportMessage(result) ?? '').toBe(false);
  });

  it('is the same question a year later', () => {
    fc.assert(
      fc.property(asked, ({ names, query, now }) => {
        const later = new Date(now.getTime() + 366 * 86_400_000);
        expect(parseQuery(describeQuery(query, names), { now: later, names })).toEqual({ query });
      }),
      { numRuns: 500 },
    );
  });
});

const ours = [
  ...['by', 'for', 'and', 'or', 'top 5', 'top', 'today', 'last 7d', 'UTC', 'as csv', 'vs', 'without', 'model', 'project "A"', 'October', '1–22 Nov 2026'],
  ...['cost', 'the', '(unattributed)', 'unattributed', 'batch', 'embedding', '*', 'gpt-*', 'gpt-4o', 'gpt-4o or o3', '@ada', '<@U1|ada>', ', top 5, 15–21 Nov 2026, UTC'],
  ...['“Search”', '"', "'", '\\', '\\"', 'a, b', 'a;b', '(x)', ' ', '', '?', 'what?', 'a  b', 'é', 'é', '👩‍👩‍👧', '🎉', 'İ', 'ß', '–', 'a—b', '\n', '\u202E', '\uD800'],
];
const name = fc.oneof(fc.constantFrom(...ours), fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 80 }), fc.stringMatching(/^[a-c]{1,3}$/));
const id = fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[a-z]{4}_[0-9a-zA-Z]{6}$/) }, { weight: 1, arbitrary: name.filter(text => text !== '') });
const named: fc.Arbitrary<Named> = fc.record({ id, name: fc.option(name), email: fc.option(fc.oneof(fc.emailAddress(), name)) });
const manyNamed = fc.uniqueArray(named, { selector: one => one.id, maxLength: 6 });
const model = fc.oneof(
  fc.constantFrom('gpt-4o', 'gpt-4o-2024-08-06', 'GPT-4o', 'o3', 'gpt-4-0613', 'ft:gpt-4o:acme::Ab', 'ft:gpt-4o:acme::aB'),
  name.filter(text => text !== ''),
);
const someNames: fc.Arbitrary<Names> = fc.record({
  models: fc.uniqueArray(model, { maxLength: 6 }),
  users: manyNamed,
  projects: manyNamed,
  keys: manyNamed,
  sources: fc.uniqueArray(id, { maxLength: 3 }),
});

const now = fc.integer({ min: 0, max: 5000 }).map(days => new Date(Date.parse('2020-02-28T12:00:00Z') + days * 86_400_000));

/** A question that can come of parsing, and what it was asked among. */
const asked = fc.tuple(someNames, now).chain(([names, instant]) => {
  const tomorrow = addDays(dayOf(instant), 1);
  const period = somePeriod(tomorrow);
  return fc
    .record({
      metric: fc.constantFrom(...metrics),
      period,
      by: fc.uniqueArray(fc.constantFrom(...attributes, ...timeUnits), { maxLength: 2 }),
      filters: someFilters(names),
      top: fc.option(fc.integer({ min: 1, max: 9999 })),
      versus: fc.option(period.map(({ from, to }) => ({ from, to }))),
      form: fc.constantFrom(...forms),
    })
    .map(query => ({ names, now: instant, query: query.by.length === 0 ? { ...query, top: null } : query }));
});

function somePeriod(tomorrow: Day): fc.Arbitrary<AskedPeriod> {
  return fc
    .record({
      back: fc.integer({ min: 1, max: 3000 }),
      days: fc.integer({ min: 1, max: 3000 }),
      calendar: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'year' as const, null),
      isWhole: fc.boolean(),
    })
    .map(({ back, days, calendar, isWhole }) => {
      const day = addDays(tomorrow, -back);
      const { from, to } = calendar ? unitHolding(calendar, day) : { from: day, to: addDays(day, days) };
      const end = to > tomorrow ? tomorrow : to;
      const shorter = addDays(from, 1 + (days % daysBetween(from, end)));
      return { from, to: isWhole ? end : shorter, calendar };
    });
}

function someFilters(names: Names): fc.Arbitrary<Filter[]> {
  const values: Record<(typeof attributes)[number], readonly string[]> = {
    model: ['', 'gpt-*', '*', 'a-new-model', 'a "new" model', 'gpt-9', ...names.models, ...names.models.map(withoutSnapshot)].filter(isItself(names)),
    user: ['', ...names.users.map(one => one.id)],
    project: ['', ...names.projects.map(one => one.id)],
    key: ['', ...names.keys.map(one => one.id)],
    operation: operations,
    tier: ['', 'default', 'batch', 'flex', 'priority', 'scale', 'quite "new"'],
    source: names.sources,
  };
  const filter = fc.constantFrom(...attributes).chain(dimension =>
    fc.record({
      dimension: fc.constant(dimension),
      values: fc.uniqueArray(fc.constantFrom(...new Set(values[dimension]), 'none'), { minLength: 1, maxLength: 3 }),
      exclude: fc.boolean(),
    }),
  );
  return fc
    .uniqueArray(filter, { selector: one => `${one.dimension} ${one.exclude}`, maxLength: 4 })
    .map(all => all.map(one => ({ ...one, values: one.values.filter(value => value !== 'none') })).filter(one => one.values.length > 0))
    .map(all => all.toSorted((a, b) => attributes.indexOf(a.dimension) - attributes.indexOf(b.dimension) || Number(a.exclude) - Number(b.exclude)));
}

/** A model that was not seen is not one that was, written otherwise: that would be read as the one that was seen. */
function isItself(names: Names): (value: string) => boolean {
  const known = new Set(names.models.flatMap(one => [one, withoutSnapshot(one)]));
  const folded = new Set([...known, '(unattributed)', 'unattributed'].map(foldName));
  return value => known.has(value) || value === '' || !folded.has(foldName(value));
}
