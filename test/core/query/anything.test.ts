import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeQuery } from '#core/query/describe-query.ts';
import { type Parsed, parseQuery } from '#core/query/parse-query.ts';
import { addDays, dayOf } from '#core/time/day.ts';
import { lengthInDays } from '#core/time/period.ts';
import { noon, team } from './team.ts';

/** Words of ours, names, dates and what lies between them, put together at random. */
const pieces = [
  ...[
    'by',
    'per',
    'for',
    'on',
    'only',
    'without',
    'top',
    'top 5',
    'vs',
    'as',
    'csv',
    'chart',
    'and',
    'or',
    ',',
    ', ',
    '-',
    '–',
    '..',
    'to',
    'from',
    'between',
  ],
  ...[
    'since',
    'last',
    'past',
    'this',
    'next',
    'week',
    'month',
    'year',
    'days',
    '7d',
    '3',
    '15',
    '0',
    '99999999999',
    'oct',
    'oct 3',
    '3rd',
    '2026',
    '2026-10-03',
    'q3',
  ],
  ...[
    'monday',
    'today',
    'yesterday',
    'tomorrow',
    'mtd',
    'month to date',
    '(month to date)',
    'ago',
    '10/03/2026',
    'third of october',
    'sat 3 oct',
  ],
  ...[
    'model',
    'models',
    'user',
    'people',
    'project',
    'key',
    'api key',
    'tier',
    'who',
    'which',
    'what',
    'daily',
    'cost',
    'tokens',
    'requests',
    'spend',
    'the',
    'me',
  ],
  ...[
    'gpt-4o',
    'gpt-4*',
    '*',
    'o3',
    'Search',
    'sear',
    'Bots',
    'Ada Lovelace',
    '@ada',
    '<@U1|ada>',
    '<@U1>',
    'batch',
    '"Search"',
    '"',
    "'",
    '“x”',
    '\\',
    '(',
    ')',
    'UTC',
    '?',
  ],
  ...['modle', 'fish', '🎉', 'é', '\u0000', '\uD800', '\u202E', '<', '>', '`', '$', 'previous', 'unattributed'],
];
const sentence = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map(words => words.join(' '));
const joined = fc.array(fc.constantFrom(...pieces, ' '), { maxLength: 14 }).map(words => words.join(''));
const text = fc.oneof(
  { weight: 4, arbitrary: sentence },
  { weight: 2, arbitrary: joined },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 2100 }) },
);
const now = fc.integer({ min: 0, max: 20_000 }).map(days => new Date(Date.parse('2000-01-01T23:59:59.999Z') + days * 86_400_000));

describe('whatever is typed', () => {
  it('is understood or said not to be, and is never an exception', () => {
    fc.assert(
      fc.property(text, now, (typed, moment) => {
        const parsed = parse(typed, moment);
        if ('problem' in parsed) expect(parsed.problem.problem).toMatch(/^\S.*[.?]$/su);
        else expect(describeQuery(parsed.query, team)).toMatch(/, UTC$/);
      }),
      { numRuns: 10_000 },
    );
  });

  it('is read as a question that reads the same again, of days that have begun', () => {
    fc.assert(
      fc.property(fc.oneof(sentence, joined), now, (typed, moment) => {
        const parsed = parse(typed, moment);
        if (!('query' in parsed)) return;
        const { period } = parsed.query;
        expect(parse(describeQuery(parsed.query, team), moment)).toEqual(parsed);
        expect(lengthInDays(period)).toBeGreaterThan(0);
        expect(period.to <= addDays(dayOf(moment), 1)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('gets suggestions that are understood, and choices that come to an end', () => {
    fc.assert(
      fc.property(sentence, now, (typed, moment) => {
        const parsed = parse(typed, moment);
        if (!('problem' in parsed)) return;
        const { suggestion, choices } = parsed.problem;
        if (suggestion !== null) expect(parse(suggestion, moment)).toHaveProperty('query');
        for (const choice of choices) expect(questionsBack(choice, moment)).toBeLessThan(pieces.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('is read in the time that its length allows', () => {
    const hostile = [
      '"',
      '(',
      '-',
      '.',
      '?',
      ' ',
      'oct ',
      '1 ',
      '* ',
      'for ',
      'a,',
      '\\"',
      '<@',
      "'",
      'third of ',
      'sear ',
      '1-',
      '..',
      'last ',
      '@',
    ];
    for (const piece of hostile) {
      const typed = piece.repeat(2000).slice(0, 2000);
      const start = performance.now();
      parse(typed, noon);
      expect(performance.now() - start, piece).toBeLessThan(1000);
    }
  });
});

/** How often somebody is asked back who always presses the first button. */
function questionsBack(typed: string, moment: Date): number {
  const parsed = parse(typed, moment);
  const [next] = 'problem' in parsed ? parsed.problem.choices : [];
  return next === undefined ? 0 : 1 + questionsBack(next, moment);
}

function parse(typed: string, moment: Date): Parsed {
  return parseQuery(typed, { now: moment, names: team });
}
