import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeQuery } from '#core/query/describe-query.ts';
import { foldName } from '#core/query/name-index.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import { type AskedPeriod, answerForms, type Filter } from '#core/query/query.ts';
import { addDays, type Day, dayOf, daysBetween } from '#core/time/day.ts';
import { unitHolding } from '#core/time/period.ts';
import { attributes, metrics, timeUnits } from '#core/usage/dimensions.ts';
import { withoutSnapshot } from '#core/usage/model-name.ts';
import type { Named, Names } from '#core/usage/team-names.ts';
import { operations } from '#core/usage/usage-row.ts';
import { draws } from '../../support/part-of.ts';

describe('the reading', () => {
  it('is the same question again, whatever things are called', () => {
    fc.assert(
      fc.property(asked, ({ names, query, now }) => {
        expect(parseQuery(describeQuery(query, names), { now, names })).toEqual({ query });
      }),
      { numRuns: draws(2000) },
    );
  });

  it('is the same question a year later', () => {
    fc.assert(
      fc.property(asked, ({ names, query, now }) => {
        const later = new Date(now.getTime() + 366 * 86_400_000);
        expect(parseQuery(describeQuery(query, names), { now: later, names })).toEqual({ query });
      }),
      { numRuns: draws(500) },
    );
  });
});

const ours = [
  ...[
    'by',
    'for',
    'and',
    'or',
    'top 5',
    'top',
    'today',
    'last 7d',
    'UTC',
    'as csv',
    'vs',
    'without',
    'model',
    'project "A"',
    'October',
    '1–22 Nov 2026',
  ],
  ...[
    'cost',
    'the',
    '(unattributed)',
    '(no tier)',
    'unattributed',
    'batch',
    'embedding',
    '*',
    'gpt-*',
    'gpt-4o',
    'gpt-4o or o3',
    '@ada',
    '<@U1|ada>',
    ', top 5, 15–21 Nov 2026, UTC',
  ],
  ...[
    '“Search”',
    '"',
    "'",
    '\\',
    '\\"',
    'a, b',
    'a;b',
    '(x)',
    ' ',
    '',
    '?',
    'what?',
    'a  b',
    'é',
    'é',
    '👩‍👩‍👧',
    '🎉',
    'İ',
    'ß',
    '–',
    'a—b',
    '\n',
    '\u202E',
    '\uD800',
  ],
];
const name = fc.oneof(
  fc.constantFrom(...ours),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ maxLength: 80 }),
  fc.stringMatching(/^[a-c]{1,3}$/),
);
const id = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{4}_[0-9a-zA-Z]{6}$/) },
  { weight: 1, arbitrary: name.filter(text => text !== '') },
);
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
  return (
    fc
      .record({
        metric: fc.constantFrom(...metrics),
        period,
        by: fc.uniqueArray(fc.constantFrom(...attributes, ...timeUnits), { maxLength: 2 }),
        filters: someFilters(names),
        top: fc.option(fc.integer({ min: 1, max: 9999 })),
        versus: fc.option(period.map(({ from, to }) => ({ from, to }))),
        form: fc.constantFrom(...answerForms),
      })
      // The same days are not compared with themselves.
      .filter(({ period: { from, to }, versus }) => versus?.from !== from || versus.to !== to)
      .map(query => ({ names, now: instant, query: query.by.length === 0 ? { ...query, top: null } : query }))
  );
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
    model: ['', 'gpt-*', '*', 'a-new-model', 'a "new" model', 'gpt-9', ...names.models, ...names.models.map(withoutSnapshot)].filter(
      isItself(names),
    ),
    user: ['', ...names.users.map(one => one.id)],
    project: ['', ...names.projects.map(one => one.id)],
    key: ['', ...names.keys.map(one => one.id)],
    operation: operations,
    tier: ['', 'default', 'batch', 'flex', 'priority', 'fast', 'ultrafast', 'scale', 'quite "new"'],
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
    .map(all =>
      all.toSorted((a, b) => attributes.indexOf(a.dimension) - attributes.indexOf(b.dimension) || Number(a.exclude) - Number(b.exclude)),
    );
}

/** A model that was not seen is not one that was, written otherwise: that would be read as the one that was seen. */
function isItself(names: Names): (value: string) => boolean {
  const known = new Set(names.models.flatMap(one => [one, withoutSnapshot(one)]));
  const folded = new Set([...known, '(unattributed)', '(no tier)', 'unattributed'].map(foldName));
  return value => known.has(value) || value === '' || !folded.has(foldName(value));
}
