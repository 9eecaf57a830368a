import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascending } from '#core/ascending.ts';
import { absolute } from '#core/money/nano-usd.ts';
import type { Causes, NamedContributor } from '#core/usage/lead-cause.ts';
import { sizeOf } from '#core/usage/split-change.ts';
import { inCents } from '#features/verdict/in-cents.ts';
import { becauseOf } from '#features/why/because.ts';
import { whyJson } from '#features/why/json.ts';
import { comparedPhrase, periodPhrase } from '#features/why/period-phrase.ts';
import { changeTable } from '#features/why/table.ts';
import { withShortNames } from '#features/why/view.ts';
import { causeSentence, contributorLines, leadSplit, whyNotes, whyVerdict } from '#features/why/words.ts';
import { formatDifference, formatPercent } from '#show/format-figures.ts';
import { contributor, whyView } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

const tokens = (before: number, after: number) => ({ unit: 'tokens' as const, before, after });
const days = (from: string, to: string) => ({ from, to });

describe('why a contributor costs more or less', () => {
  it.each([
    ['3.1 times the tokens', 'used 3.1 times the tokens', {}],
    // $20 became $62: $42 = $40 of volume and $2 of price.
    ['3 times the tokens', 'used 3 times the tokens', { volumeNanoUsd: usd(40), priceNanoUsd: usd(2), quantity: tokens(1000, 3000) }],
    // The same tokens at $62 instead of $20.
    ['higher price per token', 'had a higher price per token', { volumeNanoUsd: 0n, priceNanoUsd: usd(42), quantity: tokens(1000, 1000) }],
    [
      '2 times the tokens, higher price per token',
      'used 2 times the tokens at a higher price per token',
      { volumeNanoUsd: usd(20), priceNanoUsd: usd(22), quantity: tokens(1000, 2000) },
    ],
    // 1.04 times the tokens explain $0.80 of $42, and 38 times would explain $740.
    ['more use', 'used more', { quantity: tokens(1000, 1040) }],
    ['more use', 'used more', { quantity: tokens(1000, 38_000) }],
    // Five times the tokens for 3.1 times the cost.
    ['5 times the tokens', 'used 5 times the tokens', { quantity: tokens(1000, 5000) }],
    // Fewer tokens cost more.
    ['costlier models', 'moved to costlier models', { quantity: tokens(1000, 900) }],
    ['3.1 times the requests', 'had 3.1 times the requests', { quantity: { unit: 'requests' as const, before: 10, after: 31 } }],
    ['new', 'is new', { presence: 'new' as const, quantity: tokens(0, 10) }],
    ['stopped', 'stopped', { presence: 'gone' as const, quantity: tokens(10, 0) }],
    ['up from $20.00', 'went up from $20.00', { quantity: null }],
    ['up from $20.00', 'went up from $20.00', { quantity: tokens(0, 10) }],
  ])('is "%s"', (short, told, changes) => {
    expect(becauseOf(contributor(changes), 'project')).toEqual({ short, told });
  });

  it('is fewer tokens, a lower price or cheaper models where it costs less', () => {
    // $50 became $20 with two fifths of the tokens: 60% fewer.
    const less = { beforeNanoUsd: usd(50), afterNanoUsd: usd(20), volumeNanoUsd: -usd(30), priceNanoUsd: 0n };
    expect(becauseOf(contributor({ ...less, quantity: tokens(1000, 400) }), 'key').short).toMatch(/^60 ?% fewer tokens$/);
    expect(becauseOf(contributor({ ...less, volumeNanoUsd: 0n, priceNanoUsd: -usd(30), quantity: tokens(10, 10) }), 'key').short).toBe(
      'lower price per token',
    );
    expect(becauseOf(contributor({ ...less, quantity: tokens(1000, 3000) }), 'key').short).toBe('cheaper models');
    expect(becauseOf(contributor({ ...less, quantity: tokens(1000, 3000) }), 'model').short).toBe('cheaper requests');
    expect(becauseOf(contributor({ ...less, quantity: tokens(1000, 990) }), 'model').short).toBe('less use');
    expect(becauseOf(contributor({ ...less, quantity: null }), 'model').short).toBe('down from $50.00');
  });
});

describe('days as people call them', () => {
  // 25 November 2026 is a Wednesday.
  it.each([
    ['Yesterday', 'the day before', days('2026-11-24', '2026-11-24'), days('2026-11-23', '2026-11-23')],
    ['Yesterday', 'the same day a week before', days('2026-11-24', '2026-11-24'), days('2026-11-17', '2026-11-17')],
    ['Yesterday', 'Sun 1 Nov', days('2026-11-24', '2026-11-24'), days('2026-11-01', '2026-11-01')],
    ['Today so far', 'the day before', days('2026-11-25', '2026-11-25'), days('2026-11-24', '2026-11-24')],
    ['Sat 21 Nov', 'the day before', days('2026-11-21', '2026-11-21'), days('2026-11-20', '2026-11-20')],
    ['Sun 21 Dec 2025', 'Sat 20 Dec 2025', days('2025-12-21', '2025-12-21'), days('2025-12-20', '2025-12-20')],
    ['Last week', 'the week before', days('2026-11-16', '2026-11-22'), days('2026-11-09', '2026-11-15')],
    ['The week of 9 Nov', 'the week before', days('2026-11-09', '2026-11-15'), days('2026-11-02', '2026-11-08')],
    ['Last week', 'the week of 2 Nov', days('2026-11-16', '2026-11-22'), days('2026-11-02', '2026-11-08')],
    ['This week so far', '16–18 Nov', days('2026-11-23', '2026-11-25'), days('2026-11-16', '2026-11-18')],
    ['October', 'September', days('2026-10-01', '2026-10-31'), days('2026-09-01', '2026-09-30')],
    ['November so far', '1–25 Oct', days('2026-11-01', '2026-11-25'), days('2026-10-01', '2026-10-25')],
    ['November so far', '1–25 Oct', days('2026-11-01', '2026-11-30'), days('2026-10-01', '2026-10-25')],
    ['December 2025', 'November 2025', days('2025-12-01', '2025-12-31'), days('2025-11-01', '2025-11-30')],
    ['Q3', 'Q2', days('2026-07-01', '2026-09-30'), days('2026-04-01', '2026-06-30')],
    ['2025', '2024', days('2025-01-01', '2025-12-31'), days('2024-01-01', '2024-12-31')],
    ['The last 7 days', 'the 7 days before', days('2026-11-18', '2026-11-24'), days('2026-11-11', '2026-11-17')],
    ['3–12 Nov', 'the 10 days before', days('2026-11-03', '2026-11-12'), days('2026-10-24', '2026-11-02')],
    ['3–12 Nov', '3–12 Oct', days('2026-11-03', '2026-11-12'), days('2026-10-03', '2026-10-12')],
  ])('are %s, against %s', (phrase, compared, period, previous) => {
    if (phrase !== 'Sun 21 Dec 2025') expect(comparedPhrase(previous, period, '2026-11-25')).toBe(compared);
    expect(periodPhrase(period, '2026-11-25')).toBe(phrase);
  });
});

describe('the verdict', () => {
  it('says by how much it fell or rose, and of what', () => {
    const lastWeek = { ...days('2026-11-16', '2026-11-22'), previous: days('2026-11-09', '2026-11-15'), today: '2026-11-25' };
    const less = changed(1874.7, 1162.1);
    expect(whyVerdict(whyView({ ...lastWeek, causes: { change: less, by: [] }, changePercent: -38 }))).toBe(
      `Last week cost $712.60 less than the week before (${formatPercent(-38)})`,
    );
    expect(whyVerdict(whyView({ about: 'for project Search', changePercent: null }))).toBe(
      'Yesterday cost $42.00 more than the day before, for project Search',
    );
    expect(whyVerdict(whyView({ causes: { change: changed(0, 0), by: [] } }))).toBe('Yesterday cost nothing, like the day before');
  });
});

describe('a period of which nothing is known', () => {
  it.each(['none', 'unbilled'] as const)('is never said to have cost $0.00, nor the other to have cost more: %s', unknown => {
    const before = whyView({ causes: { change: changed(0, 7), by: [] }, previousBasis: unknown });
    expect(whyVerdict(before)).toBe('Yesterday cost $7.00; what the day before cost is not known');
    expect(whyNotes(before)[0]).toMatch(/\$7\.00, billed · .*: –, /);
    expect(whyJson(before)).toMatchObject({ beforeUsd: null, afterUsd: '7.000000000', changeUsd: null, volumeUsd: null });
    const after = whyView({ causes: { change: changed(7, 0), by: [] }, basis: unknown });
    expect(whyVerdict(after)).toMatch(/^What .* cost is not known$/);
    expect(whyJson(after)).toMatchObject({ beforeUsd: '7.000000000', afterUsd: null, changeUsd: null });
  });
});

describe('the cause', () => {
  it('is a key that stopped, with its project, and what happened to everything else', () => {
    const key = part('farah-evals', 747.04, 0, { presence: 'gone', owner: 'Research' });
    const rest = [part('search-prod', 100, 120), part('support', 100, 114.44)];
    // −$747.04 + $20.00 + $14.44 = −$712.60.
    expect(causeOf({ change: changed(947.04, 234.44), by: [{ attribute: 'key', contributors: [key, ...rest] }] })).toBe(
      `Research's key farah-evals stopped: ${formatDifference(-usd(747.04))}. Everything else together is up $34.44.`,
    );
  });

  it('is a model or project where no key stands out, and the rest is flat below two hundredths of it', () => {
    const keys = [part('a', 0, 40), part('b', 0, 35), part('c', 0, 26)];
    const models = [part('gpt-5.5', 0, 100, { presence: 'new' }), part('gpt-4o', 10, 11)];
    const by = [
      { attribute: 'model' as const, contributors: models },
      { attribute: 'key' as const, contributors: keys },
    ];
    expect(causeOf({ change: changed(10, 111), by })).toBe('gpt-5.5 is new: +$100.00. Everything else is flat.');
    const only = { attribute: 'project' as const, contributors: [part('Search', 10, 111)] };
    expect(causeOf({ change: changed(10, 111), by: [only, ...by] })).toMatch(/^gpt-5\.5 is new/);
    expect(causeOf({ change: changed(10, 111), by: [only] })).toBe('Project Search used more: +$101.00.');
  });

  it('is not one that moved against the whole, nor what nobody can name', () => {
    const against = [part('up', 0, 60), part('down-1', 40, 0), part('down-2', 40, 0)];
    expect(causeOf({ change: changed(80, 60), by: [{ attribute: 'model', contributors: against }] })).toBe(
      `No single cause stands out. The largest are up (+$60.00) and down-1 (${formatDifference(-usd(40))}).`,
    );
    const unnamed = [part('(unattributed)', 0, 60, { id: '' }), part('a', 0, 1)];
    expect(causeOf({ change: changed(0, 61), by: [{ attribute: 'project', contributors: unnamed }] })).toMatch(/^No single cause/);
  });

  it('is none where several moved: the largest of all are told, whatever they are, and one for the same dollars', () => {
    const models = { attribute: 'model' as const, contributors: [part('gpt-4o-2024-08-06', 0, 40), part('o3', 0, 38), part('o4', 0, 30)] };
    const ofModel = [{ attribute: 'model', label: 'gpt-4o-2024-08-06', changeNanoUsd: usd(40) }] as const;
    const projects = [part('Search', 0, 50, { madeBy: ofModel }), part('Chat', 0, 34), part('Docs', 0, 24)];
    const causes = { change: changed(0, 108), by: [models, { attribute: 'project' as const, contributors: projects }] };
    const told = 'No single cause stands out. The largest are project Search (+$50.00) and o3 (+$38.00).';
    const view = whyView({ causes });
    expect(causeOf(causes)).toBe(told);
    expect(causeSentence(withShortNames(view))).toBe(told);
    expect(leadSplit(view)?.attribute).toBe('project');
    // Nobody's part is no cause.
    const keys = { attribute: 'key' as const, contributors: [part('(unattributed)', 0, 107, { id: '' }), part('ci', 0, 1)] };
    expect(causeOf({ ...causes, by: [keys, models] })).toMatch(/The largest are gpt-4o-2024-08-06 .* and o3 /);
  });

  it('adds up to what is listed and told, to the cent', () => {
    const cost = fc.bigInt({ min: usd(0.01), max: usd(300) });
    const costs = fc.array(fc.tuple(cost, cost), { minLength: 1, maxLength: 9 });
    const amountsIn = (text: string) =>
      [...text.matchAll(/([−+]?)\$([\d,]+)\.(\d\d)/g)].map(
        ([, sign, whole, cents]) => (sign === '−' ? -1n : 1n) * BigInt(`${whole?.replaceAll(',', '')}${cents}`),
      );
    fc.assert(
      fc.property(costs, pairs => {
        const parts = pairs.map(([beforeNanoUsd, afterNanoUsd], index) =>
          contributor({ id: `m${index}`, label: `m${index}`, beforeNanoUsd, afterNanoUsd, volumeNanoUsd: afterNanoUsd - beforeNanoUsd }),
        );
        const sum = (side: 'beforeNanoUsd' | 'afterNanoUsd') => parts.reduce((total, one) => total + one[side], 0n);
        const [beforeNanoUsd, afterNanoUsd] = [sum('beforeNanoUsd'), sum('afterNanoUsd')];
        fc.pre(absolute(afterNanoUsd - beforeNanoUsd) >= usd(0.02));
        const change = { beforeNanoUsd, afterNanoUsd, volumeNanoUsd: afterNanoUsd - beforeNanoUsd, priceNanoUsd: 0n };
        const contributors = parts.toSorted((a, b) => ascending(absolute(sizeOf(b)), absolute(sizeOf(a))));
        const causes = inCents({ change, by: [{ attribute: 'model', contributors }] });
        const view = whyView({ causes, changePercent: null });
        const [total = 0n] = amountsIn(whyVerdict(view));
        const [after = 0n, before = 0n] = amountsIn(whyNotes(view)[0] ?? '');
        expect(absolute(after - before)).toBe(absolute(total));
        const [split] = causes.by;
        const rows = split === undefined ? [] : changeTable(view, split, 5).rows.map(([name = '', amount = '']) => ({ name, amount }));
        const listed = rows.filter(({ name }) => name !== 'Total').flatMap(({ amount }) => amountsIn(String(amount)));
        const isExact = rows.every(({ amount }) => !/\$0\.00\d/.test(String(amount)));
        if (isExact) expect(listed.reduce((all, one) => all + one, 0n)).toBe(after - before);
        const told = /: ([−+]\$[\d,.]+)\. Everything else together is (up|down) (\$[\d,.]+)\./.exec(causeSentence(view));
        if (told !== null && isExact) {
          const [own = 0n, rest = 0n] = amountsIn(`${told[1]} ${told[3]}`);
          expect(own).toBe(listed[0]);
          expect(own + (told[2] === 'up' ? rest : -rest)).toBe(after - before);
        }
      }),
      { endOnFailure: true },
    );
  });

  it('is nothing where nothing moved', () => {
    expect(causeOf({ change: changed(5, 5), by: [{ attribute: 'model', contributors: [part('a', 5, 5)] }] })).toBe('');
  });
});

describe('the contributors in lines', () => {
  const lines = (contributors: NamedContributor[], most: number) => contributorLines({ attribute: 'model', contributors }, most);

  it('leave out what did not change, and name each in at most 80 characters', () => {
    expect(lines([contributor({ afterNanoUsd: usd(20), volumeNanoUsd: 0n })], 5)).toEqual([]);
    expect(lines([contributor({ label: 'x'.repeat(300) })], 5)[0]?.split(':')[0]).toHaveLength(80);
  });

  it('fold the small ones, but never one alone', () => {
    expect(lines([contributor(), contributor(), contributor()], 2)).toHaveLength(3);
    expect(lines([contributor(), contributor(), contributor(), contributor()], 2)[2]).toBe('2 others: +$84.00 together');
    // $0.30 and $0.10 of $42.40 are below a hundredth each.
    expect(lines([contributor(), part('b', 0, 0.3), part('c', 0, 0.1)], 5)).toEqual([
      'gpt-4o: +$42.00, 3.1 times the tokens',
      '2 others: +$0.40 together',
    ]);
  });
});

it('says in at most three lines what it is made of', () => {
  expect(whyNotes(whyView())).toEqual(['21 Nov: $62.00 · 20 Nov: $20.00', 'Billed by OpenAI, UTC days · read through 22 Nov, 09:07 UTC']);
  const unpricedNotInCost = [{ model: 'new-model', unit: 'inputTokens' as const, quantity: 5 }];
  expect(whyNotes(whyView({ unpricedNotInCost, provisionalDays: ['2026-11-21'], basis: 'mixed', listPricePercent: 90 }))).toEqual([
    '21 Nov: $62.00, partly estimated at 90% of list price · 20 Nov: $20.00, billed',
    'UTC days · 21 Nov may still grow · read through 22 Nov, 09:07 UTC',
    'Not in the cost, no price is known: new-model (input tokens)',
  ]);
});

function causeOf(causes: Causes): string {
  return causeSentence(whyView({ causes }));
}

function changed(before: number, after: number) {
  return { beforeNanoUsd: usd(before), afterNanoUsd: usd(after), volumeNanoUsd: usd(after) - usd(before), priceNanoUsd: 0n };
}

function part(label: string, before: number, after: number, changes: Partial<NamedContributor> = {}): NamedContributor {
  return contributor({ id: label, label, ...changed(before, after), ...changes });
}
