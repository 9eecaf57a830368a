import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastMessage } from '#features/forecast/blocks.ts';
import { forecastJson } from '#features/forecast/json.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import { whyMessage } from '#features/why/blocks.ts';
import { type WhyView, withoutPeople } from '#features/why/view.ts';
import { readWhy } from '#features/why/why.ts';
import { type ChartBlock, formsOf, type Message } from '#show/blocks/message.ts';
import { formatPercent, formatShare } from '#show/format-figures.ts';
import { blockProblems } from '../../support/block-kit.ts';
import { absurdForecast, absurdWhy, contributor, forecastView, whyView } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

const options = { canShare: true };

describe('the message of a forecast', () => {
  it('says where the month ends, how sure that is, what it is made of, and the month before', () => {
    const { text } = forecastMessage(forecastView(), options);
    expect(text.split('\n')).toEqual([
      'November will end near $300, $50 more than October',
      `Likely between $280 and $340. Forecasts of the last 3 months were typically ${formatShare(0.013)} off.`,
      '$210 in 21 complete days and $90 expected for the remaining 9; today has cost $4 so far.',
      `October cost $250, so this is 20% more.`,
    ]);
  });

  const october = forecastView().previous;
  it.each<[string, Partial<ForecastView>]>([
    ['November will end near $300, $200 under the $500 budget', { budgetNanoUsd: usd(500) }],
    ['November will end near $300, $50 over the $250 budget', { budgetNanoUsd: usd(250) }],
    ['November will end near $300, right at the $300 budget, but may pass it', { budgetNanoUsd: usd(300) }],
    // The likely range reaches $340.
    ['November will end near $300, $40 under the $340 budget', { budgetNanoUsd: usd(340) }],
    ['November will end near $300, $39 under the $339 budget, but may pass it', { budgetNanoUsd: usd(339) }],
    // $210 in complete days and $4 today.
    ['November is $14 over the $200 budget already and will end near $300', { budgetNanoUsd: usd(200) }],
    [
      'November for project Search will end near $300, $200 under the $500 budget',
      { budgetNanoUsd: usd(500), about: 'for project Search' },
    ],
    ['November will end near $300, $50 less than October', { previous: { ...october, costNanoUsd: usd(350.25) } }],
    ['November will end near $300, about as much as October', { previous: { ...october, costNanoUsd: usd(310) } }],
    ['November will end near $300, about as much as October', { previous: { ...october, costNanoUsd: usd(300) } }],
    ['November will end near $300', { previous: { ...october, isWhole: false, changePercent: null } }],
    ['This week will end near $300, $50 more than last week', { unit: 'week', from: '2026-11-16' }],
    ['Q4 will end near $300, $50 more than Q3', { unit: 'quarter', from: '2026-10-01', previous: { ...october, from: '2026-07-01' } }],
    ['2026 will end near $300, $50 more than 2025', { unit: 'year', from: '2026-01-01', previous: { ...october, from: '2025-01-01' } }],
    [
      'January will end near $300, $50 more than December 2025',
      { from: '2026-01-01', today: '2026-01-22', previous: { ...october, from: '2025-12-01' } },
    ],
    ['Too early to say where this week ends; last week cost $250', { unit: 'week', from: '2026-11-16', forecast: null }],
    ['Too early to say where November for project Search ends; October cost $250', { forecast: null, about: 'for project Search' }],
    ['Too early to say where November ends', { forecast: null, previous: { ...october, isWhole: false } }],
    [
      'Too early to say where January ends; December 2025 cost $250',
      { from: '2026-01-01', today: '2026-01-01', forecast: null, previous: { ...october, from: '2025-12-01' } },
    ],
  ])('begins with "%s"', (verdict, changes) => {
    expect(forecastMessage(forecastView(changes), options).text.split('\n')[0]).toBe(verdict);
  });

  it.each([
    ['days that were not collected', { basis: 'none' as const, missingDays: ['2026-11-22'], complete: [], todaySoFarNanoUsd: 0n }],
    ['a day that was not collected', { missingDays: ['2026-11-22'], complete: [], todaySoFarNanoUsd: 0n }],
  ])('says no amount of %s', (_what, changes) => {
    const view = forecastView({ ...changes, forecast: null });
    expect(forecastMessage(view, options).text).toContain('\nNothing of today is known yet.');
    expect(forecastJson(view)).toMatchObject({ soFar: { days: 0, costUsd: null }, todaySoFar: { costUsd: null } });
  });

  it('says nothing of past forecasts where none is known, and of the band where the history is too short', () => {
    const forecast = forecastView().forecast;
    const { text } = forecastMessage(forecastView({ backTest: null, forecast: forecast && { ...forecast, band: null } }), options);
    expect(text).toContain('\nThe history is too short to say how far off it may be.\n');
  });

  it('draws what the days add up to, beside last month and the budget, in points of equal length', () => {
    const previous = { ...forecastView().previous, costsNanoUsd: Array(31).fill(usd(8)) };
    const block = chartOf(forecastView({ previous, budgetNanoUsd: usd(500) }));
    // Two days a point: $10 a day now, $8 then; the last point of last month has all of its $250.
    expect(block?.title).toBe('This month so far, expected from 22 Nov');
    expect(block?.chart.type).toBe('line');
    expect(block?.chart.axis_config.categories.slice(0, 2)).toEqual(['2 Nov', '4 Nov']);
    expect(block?.chart.series.map(({ name, data }) => [name, data.length, data[0]?.value, data.at(-1)?.value])).toEqual([
      ['This month', 15, 20, 300],
      ['Last month', 15, 16, 250],
      ['Budget', 15, 500, 500],
    ]);
  });

  it('draws the days so far where there is no forecast, and nothing where nothing was spent', () => {
    const block = chartOf(forecastView({ forecast: null }));
    expect(block?.title).toBe('This month so far');
    expect(block?.chart.series[0]?.data.at(-1)).toEqual({ label: '21 Nov', value: 210 });
    expect(chartOf(forecastView({ forecast: null, complete: [] }))).toBeUndefined();
  });

  it.each(['week', 'quarter'] as const)('draws a %s under its own name', unit => {
    expect(chartOf(forecastView({ unit }))?.title).toBe(`This ${unit} so far, expected from 22 Nov`);
    expect(chartOf(forecastView({ unit }))?.chart.series[0]?.name).toBe(`This ${unit}`);
  });

  it('says why there is none yet, and keeps the figures that there are', () => {
    const { text } = forecastMessage(forecastView({ forecast: null, backTest: null }), options);
    expect(text).toContain('Too early to say where November ends; October cost $250');
    expect(text).toContain('\n$210 in 21 complete days; today has cost $4 so far.');
  });

  it('is accepted by Slack whatever it holds, alone and shared with a picture', () => {
    const shared = { canShare: false, sharedBy: 'U0ALICE', picture: { fileId: 'F012345', altText: 'Forecast' } };
    fc.assert(
      fc.property(absurdForecast, view => {
        expect(problemsOf(forecastMessage(view, options))).toEqual([]);
        expect(problemsOf(forecastMessage(view, shared))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the message of causes', () => {
  it('says the change first, then who and what caused it, then the other splits', () => {
    const message = whyMessage(whyView(), options);
    expect(message.text.split('\n')).toEqual([
      `Yesterday cost $42.00 more than the day before (${formatPercent(210)})`,
      'Key evals key used 3.1 times the tokens: +$42.00.',
      'evals key: +$42.00, 3.1 times the tokens',
    ]);
    const sections = message.parts.flatMap(({ block }) => (block.type === 'section' ? [block.text?.text] : []));
    expect(sections).toEqual([
      'Key evals key used 3.1 times the tokens: +$42.00.',
      'By model: gpt-4o +$42.00\nBy project: Search +$42.00\nBy person: Farah +$42.00',
    ]);
  });

  it('lists five in a table, the others as one, and the total', () => {
    const contributors = Array.from({ length: 9 }, (_, index) => contributor({ id: `m${index}`, label: `m${index}` }));
    const change = { ...whyView().causes.change, beforeNanoUsd: usd(180), afterNanoUsd: usd(558) };
    const view = whyView({ causes: { change, by: [{ attribute: 'model', contributors }] } });
    const table = whyMessage(view, options).parts.find(({ role }) => role === 'table')?.block;
    const rows = table?.type === 'table' ? table.rows.map(row => row.map(cell => ('text' in cell ? cell.text : ''))) : [];
    // 4 others and 9 in all, each +$42.
    expect(rows).toEqual([
      ['By model', 'Change', 'Because'],
      ...['m0', 'm1', 'm2', 'm3', 'm4'].map(model => [model, '+$42.00', '3.1 times the tokens']),
      ['4 others', '+$168.00', 'small changes'],
      ['Total', '+$378.00', ' '],
    ]);
  });

  it('has a button for the folded changes, which lists every one of every split', () => {
    const contributors = Array.from({ length: 9 }, (_, index) => contributor({ id: `m${index}`, label: `m${index}` }));
    const by = [
      { attribute: 'model' as const, contributors },
      { attribute: 'project' as const, contributors },
    ];
    const view = whyView({ causes: { change: { ...whyView().causes.change, beforeNanoUsd: usd(180), afterNanoUsd: usd(558) }, by } });
    const buttons = (shown: WhyView) =>
      whyMessage(shown, options).parts.flatMap(({ block }) => (block.type === 'actions' ? block.elements : []));
    const [all] = buttons(view);
    expect(all).toMatchObject({ text: { text: 'All changes' }, value: 'why all changes cost, 21 Nov 2026, UTC' });
    const context = { now: new Date('2026-11-22T12:00:00Z'), names: { users: [], projects: [], keys: [], models: [], sources: [] } };
    expect(readWhy('all changes cost, 21 Nov 2026, UTC', context)).toMatchObject({
      isEveryChangeShown: true,
      query: { period: { from: '2026-11-21', to: '2026-11-22' } },
    });
    expect(readWhy('cost, 21 Nov 2026, UTC', context)).toMatchObject({ isEveryChangeShown: false });
    const every = { ...view, isEveryChangeShown: true } as const;
    const shown = JSON.stringify(whyMessage(every, options).parts);
    for (const name of ['"m0"', '"m8"', 'm6 +$42.00']) expect(shown).toContain(name);
    expect(shown).not.toMatch(/others|All changes/);
    expect(buttons(every).at(-1)).toMatchObject({ value: 'why all changes cost, 21 Nov 2026, UTC' });
    // One change alone is never folded.
    expect(JSON.stringify(whyMessage(whyView(), options))).not.toContain('All changes');
  });

  it.each<[string, Partial<WhyView>, string[]]>([
    ['a day', {}, ['By model', 'By project', 'vs last week', 'Why last week', 'Why this month']],
    [
      'a day against last week',
      { previous: { from: '2026-11-14', to: '2026-11-14' } },
      ['By model', 'By project', 'vs the day before', 'Why last week', 'Why this month'],
    ],
    ['last week', { from: '2026-11-09', to: '2026-11-15' }, ['By model', 'By project', 'Why this month']],
    ['this month', { from: '2026-11-01', to: '2026-11-22' }, ['By model', 'By project', 'Why last week']],
  ])('offers of %s nothing that it answers', (_what, changes, labels) => {
    const offered = whyMessage(whyView(changes), { canShare: false }).parts.flatMap(({ block }) =>
      block.type === 'actions' ? block.elements.flatMap(element => (element.type === 'button' ? [element.text.text] : [])) : [],
    );
    expect(offered).toEqual(labels);
  });

  it('names models without their date in sentences, and as they are in its table', () => {
    const by = [
      { attribute: 'model' as const, contributors: [contributor({ label: 'gpt-4o-2024-08-06' }), contributor({ id: 'o3', label: 'o3' })] },
    ];
    const change = { ...whyView().causes.change, beforeNanoUsd: usd(40), afterNanoUsd: usd(124) };
    const message = whyMessage(whyView({ causes: { change, by } }), options);
    expect(message.text).toContain('gpt-4o: +$42.00');
    expect(JSON.stringify(message.parts.find(({ role }) => role === 'table')?.block)).toContain('gpt-4o-2024-08-06');
  });

  it('says so where nothing changed', () => {
    const none = { beforeNanoUsd: usd(5), afterNanoUsd: usd(5), volumeNanoUsd: 0n, priceNanoUsd: 0n };
    const message = whyMessage(whyView({ causes: { change: none, by: [] }, changePercent: 0 }), options);
    expect(message.text).toBe('Yesterday cost the same as the day before');
    expect(problemsOf(message)).toEqual([]);
  });

  it('holds no single person or key once they are left out', () => {
    const shown = JSON.stringify(whyMessage(withoutPeople(whyView()), options));
    expect(shown).toContain('Search');
    expect(shown).not.toMatch(/Farah|evals key|By person|By key/);
  });

  it('is accepted by Slack whatever it holds, alone and shared', () => {
    fc.assert(
      fc.property(absurdWhy, view => {
        expect(problemsOf(whyMessage({ ...view, isEveryChangeShown: true }, options))).toEqual([]);
        expect(problemsOf(whyMessage(view, { canShare: false, sharedBy: 'U0ALICE' }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function chartOf(view: ForecastView): ChartBlock | undefined {
  const blocks = forecastMessage(view, options).parts.map(({ block }) => block);
  return blocks.find((block): block is ChartBlock => block.type === 'data_visualization');
}

/** What Slack would refuse of a message, in any of the forms that it is tried in, and what in it would ping or link. */
function problemsOf(message: Message): string[] {
  const shownOnly = (name: string, value: unknown) => (name === 'value' ? undefined : value);
  return formsOf(message).flatMap(({ text, blocks }) => [
    ...(blocks === undefined ? [] : blockProblems(JSON.parse(JSON.stringify(blocks)))),
    ...(text.trim() === '' || text.length > 4000 ? ['the text is no message'] : []),
    ...(/<[!#]|<@(?!U0ALICE>)|<https?:/.test(JSON.stringify({ text, blocks }, shownOnly)) ? ['it pings or links'] : []),
  ]);
}
