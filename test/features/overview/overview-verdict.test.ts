import { expect, it } from 'vitest';
import type { BudgetState } from '#features/budgets/view.ts';
import { overviewJson } from '#features/overview/json.ts';
import { overviewVerdict } from '#features/overview/overview-verdict.ts';
import type { Outlook, OverviewView, PeriodCost } from '#features/overview/view.ts';
import { overviewNotes } from '#features/overview/words.ts';
import { usd } from '../../support/views/views.ts';

const sundays = [171, 180, 184, 184, 184, 190, 199, 203];

interface Situation {
  /** What yesterday, Sunday 29 November, cost, and the same weekday before. */
  readonly yesterday?: number;
  readonly earlier?: readonly number[];
  readonly forecast?: number | null;
  /** The upper end of its likely range. */
  readonly high?: number | null;
  readonly outlook?: Partial<Outlook>;
  readonly basis?: PeriodCost['basis'];
  /** Budgets by scope: what was spent of what amount. */
  readonly budgets?: readonly (readonly [scope: string, spent: number, of: number, changed?: Partial<BudgetState>])[];
}

function budgetOf([scope, spent, of, changed = {}]: NonNullable<Situation['budgets']>[number]): BudgetState {
  return {
    ...{ number: 1, isPaused: false, amountNanoUsd: usd(of), period: 'month', channelId: 'C1', thresholds: [100] },
    ...{ from: '2026-11-01', to: '2026-11-30', scope, namesPeople: false, spentNanoUsd: usd(spent), basis: 'billed' },
    ...{ elapsedPercent: 97, percent: Math.floor((100 * spent) / of), reachedPercent: null, forecastNanoUsd: null },
    ...changed,
  };
}

function overviewOf({
  yesterday = 184,
  earlier = sundays,
  forecast = 5_380,
  high = null,
  outlook = {},
  basis = 'billed',
  budgets = [],
}: Situation): OverviewView {
  const band = high === null ? null : { lowNanoUsd: 0n, highNanoUsd: usd(high) };
  const cost = (from: string, to: string, dollars: number): PeriodCost => ({
    ...{ from, to, costNanoUsd: basis === 'none' ? 0n : usd(dollars), basis, previous: { from, to }, changePercent: null },
  });
  return {
    kind: 'overview',
    todaySoFar: cost('2026-11-30', '2026-11-30', 19.15),
    yesterday: cost('2026-11-29', '2026-11-29', yesterday),
    last7Days: cost('2026-11-23', '2026-11-29', 1_187.2),
    monthToDate: cost('2026-11-01', '2026-11-30', 5_349.93),
    forecast:
      forecast === null ? null : { from: '2026-11-01', to: '2026-11-30', totalNanoUsd: usd(forecast), band, medianErrorPercent: null },
    outlook: {
      ...{ budgetNanoUsd: usd(6_000), lastMonth: { from: '2026-10-01', costNanoUsd: usd(4_900) }, isYesterdayWhole: true },
      sameWeekdays: earlier.map(usd),
      ...outlook,
    },
    ...{ basis, estimatedDays: [], budgets: budgets.map(budgetOf), provisionalDays: [], dataThrough: null },
  };
}

it.each<[string, Situation]>([
  ['November ends near $5,380, $620 under the $6,000 budget. Yesterday was a usual Sunday.', {}],
  ['November ends near $5,380, $620 under the $6,000 budget, but may pass it. Yesterday was a usual Sunday.', { high: 6_001 }],
  ['November ends near $5,380, $620 under the $6,000 budget. Yesterday was a usual Sunday.', { high: 6_000 }],
  ['November ends near $6,400, $400 over the $6,000 budget. Yesterday was a usual Sunday.', { forecast: 6_404 }],
  ['November ends near $5,380. Yesterday was a usual Sunday.', { outlook: { budgetNanoUsd: null } }],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Yesterday was a little above a usual Sunday.',
    { yesterday: 108, earlier: [90, 95, 100] },
  ],
  ['November ends near $5,380, $620 under the $6,000 budget. Yesterday cost five times a usual Sunday ($184).', { yesterday: 920 }],
  ['November ends near $5,380, $620 under the $6,000 budget. Yesterday cost half of a usual Sunday ($184).', { yesterday: 92 }],
  ['November ends near $5,380, $620 under the $6,000 budget. Yesterday nothing was spent; a usual Sunday costs $184.', { yesterday: 0 }],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Yesterday nothing was spent, as on most Sundays.',
    { yesterday: 0, earlier: [0, 0, 0, 5] },
  ],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Yesterday cost $40; most Sundays cost nothing.',
    { yesterday: 40, earlier: [0, 0, 0, 5] },
  ],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Yesterday cost as much as Sundays do, which vary.',
    { yesterday: 100, earlier: [10, 20, 40, 100, 200, 400] },
  ],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Yesterday cost more than any of the last six Sundays ($10–$400).',
    { yesterday: 900, earlier: [10, 20, 40, 100, 200, 400] },
  ],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Yesterday was a credit: OpenAI gave back more than was spent.',
    { yesterday: -3 },
  ],
  // Two earlier Sundays say nothing.
  ['November ends near $5,380, $620 under the $6,000 budget.', { earlier: [180, 190] }],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Yesterday is not fully reported yet.',
    { outlook: { isYesterdayWhole: false } },
  ],
  ['Too early to say where November ends; October cost $4,900. Yesterday was a usual Sunday.', { forecast: null }],
  ['Too early to say where November ends. Yesterday was a usual Sunday.', { forecast: null, outlook: { lastMonth: null } }],
  [
    'November ends near $5,380, $620 under the $6,000 budget. Search is $563 over its $300 monthly budget. Yesterday was a usual Sunday.',
    {
      budgets: [
        ['', 5_350, 6_000],
        ['for project "Chat"', 299, 300],
        ['for project "Search"', 863, 300],
      ],
    },
  ],
  [
    'November ends near $6,400, $400 over the $6,000 budget. Search is $563 over its $300 weekly budget, and 1 more budget is passed. Yesterday was a usual Sunday.',
    {
      forecast: 6_404,
      budgets: [
        ['', 6_100, 6_000],
        ['for project "Search"', 863, 300, { period: 'week' }],
        ['for project "Chat"', 301, 300],
        ['for project "Old"', 999, 300, { isPaused: true }],
      ],
    },
  ],
  ['Nothing was collected yet.', { basis: 'none', forecast: null, outlook: { isYesterdayWhole: false } }],
])('says "%s"', (words, situation) => {
  const view = overviewOf(situation);
  expect(overviewVerdict(view)).toBe(words);
  expect(overviewJson(view).verdict).toBe(words);
});

it('is followed by at most three grey lines, whatever the figures lack', () => {
  const leftOut = { source: 'admin', endpoint: 'costs/project', day: '2026-11-27', part: '', why: 'EUR', rows: 1, amounts: [] };
  const notes = overviewNotes({
    ...overviewOf({}),
    within: { words: 'for project "Search"', isOwn: false },
    provisionalDays: ['2026-11-29'],
    missingDays: ['2026-11-01'],
    unknownDays: ['2026-11-02'],
    unpriced: [{ model: 'gpt-7', unit: 'inputTokens', quantity: 9 }],
    leftOut: [leftOut],
    dataThrough: '2026-11-30T08:00:00Z',
  });
  expect(notes).toEqual([
    'This channel shows only project "Search" · Billed by OpenAI, UTC days · 29 Nov may still grow · read through 30 Nov, 08:00 UTC',
    'Not collected yet: 1 Nov · OpenAI answered with nothing, which may be no usage or no data: 2 Nov',
    expect.stringMatching(/^Not in the cost, no price is known: gpt-7 \(9 input tokens\) · .*27 Nov/),
  ]);
});
