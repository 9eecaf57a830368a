import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { chartAltText, usageAltText } from '#features/answers/chart-alt-text.ts';
import { costOverTimeChart } from '#features/answers/cost-chart.ts';
import { usageOverTimeChart } from '#features/answers/usage-chart.ts';
import { axisValues, shortLabels, twoLines } from '#show/charts/chart-axes.ts';
import { type ChartConfig, chartColours, otherColour, paler } from '#show/charts/chart-config.ts';
import { overTime, teamCost, teamModels } from '../../support/views/over-time.ts';

const dollar = 1_000_000_000n;

describe('the cost-over-time chart', () => {
  it('is pure JSON, which both renderers read alike', () => {
    const config = costOverTimeChart(overTime(30, teamModels, teamCost, { budgetNanoUsdPerDay: 150n * dollar }));
    expect(JSON.parse(JSON.stringify(config))).toStrictEqual(config);
  });

  it('stacks the largest at the bottom and "Other" on top, in the colours that stay apart', () => {
    const bars = barsOf(costOverTimeChart(overTime(30, teamModels, teamCost, { provisionalDays: [] })));
    expect(bars.map(bar => bar.label).at(0)).toBe('gpt-4o-2024-08-06');
    expect(bars.map(bar => bar.label).at(-1)).toBe('Other (5)');
    expect(bars.map(bar => bar.backgroundColor)).toEqual([...chartColours, otherColour]);
    expect(new Set(bars.map(bar => bar.stack)).size).toBe(1);
  });

  it('gives "Other" its grey however few bands there are', () => {
    const bars = barsOf(costOverTimeChart(overTime(3, ['o3', 'Other (2)'], () => dollar, { provisionalDays: [] })));
    expect(bars.map(bar => bar.backgroundColor)).toEqual([chartColours[0], otherColour]);
  });

  it('shows all of the cost, to the nano-dollar, by day, week and month, with credits', () => {
    const costs = fc.array(fc.bigInt({ min: -dollar, max: 900n * dollar }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 1, max: 8 }), costs, (days, bands, amounts) => {
        const labels = Array.from({ length: bands }, (_, band) => `model-${band}`);
        const view = overTime(days, labels, (band, index) => amounts[(band * 31 + index) % amounts.length] ?? 0n);
        const config = costOverTimeChart(view);
        const shown = barsOf(config).flatMap(bar => bar.data.map(value => nanoUsdFromDecimal(value ?? 0)));
        expect(shown.reduce((sum, cost) => sum + cost, 0n)).toBe(view.total.costNanoUsd);
        for (const dataset of config.data.datasets) expect(dataset.data).toHaveLength(config.data.labels.length);
      }),
      { numRuns: 60 },
    );
  });

  it('names every day, from a quarter on every week, and from a year on every month, and says which in its title', () => {
    const labelsOf = (days: number) => costOverTimeChart(overTime(days, ['o3'], () => dollar)).data.labels;
    expect(labelsOf(3)).toEqual(['19 Nov', '20 Nov', '21 Nov']);
    expect(labelsOf(92)).toHaveLength(92);
    // 93 days to Saturday 21 Nov begin on Friday 21 Aug; the next week begins on Monday 24 Aug.
    expect(labelsOf(93).slice(0, 3)).toEqual(['21 Aug', '24 Aug', '31 Aug']);
    expect(labelsOf(372).at(-1)).toBe('Nov 2026');
    expect(labelsOf(372)).toHaveLength(13);
    for (const [days, unit] of Object.entries({ 92: 'day', 93: 'week', 372: 'month' })) {
      const view = overTime(Number(days), ['o3'], () => dollar);
      expect(textOf(costOverTimeChart(view))).toContain(`"Cost per ${unit} by model"`);
      expect(textOf(usageOverTimeChart(view))).toContain(`"Requests and tokens per ${unit}"`);
    }
  });

  it('draws the average of a day and the six before it, from the seventh day on', () => {
    // Day i costs $7 × i: on the seventh day (0 + 7 + … + 42) / 7 = 147 / 7 = 21, then 7 more each day.
    const average = datasetOf(costOverTimeChart(overTime(9, ['o3'], (_, index) => 7n * BigInt(index) * dollar)), '7-day average');
    expect(average.data).toEqual([null, null, null, null, null, null, 21, 28, 35]);
  });

  it('draws the average from the first day on when the days before are known', () => {
    const costNanoUsdBefore = [1000n, 7n, 7n, 7n, 7n, 7n, 7n].map(dollars => dollars * dollar);
    const config = costOverTimeChart(overTime(7, ['o3'], () => 14n * dollar, { costNanoUsdBefore }));
    // (6 × 7 + 14) / 7 = 8, then one 7 after the other becomes a 14; the seventh day before counts no more.
    expect(datasetOf(config, '7-day average').data).toEqual([8, 9, 10, 11, 12, 13, 14]);
  });

  it('draws no average over fewer than seven bars, or over weeks', () => {
    for (const days of [6, 100]) {
      const labels = costOverTimeChart(overTime(days, ['o3'], () => dollar)).data.datasets.map(({ label }) => label);
      expect(labels).toEqual(['o3']);
    }
  });

  it('draws the budget of a bar as many times as the bar has days', () => {
    const options = { budgetNanoUsdPerDay: 5n * dollar };
    const byDay = costOverTimeChart(overTime(2, ['o3'], () => dollar, options));
    expect(datasetOf(byDay, 'Budget ($5.00 a day)').data).toEqual([5, 5]);
    const byWeek = costOverTimeChart(overTime(93, ['o3'], () => dollar, options));
    // Friday to Sunday: 3 × 5; Monday 16 to Saturday 21 Nov: 6 × 5.
    expect(datasetOf(byWeek, 'Budget').data.at(0)).toBe(15);
    expect(datasetOf(byWeek, 'Budget').data.at(1)).toBe(35);
    expect(datasetOf(byWeek, 'Budget').data.at(-1)).toBe(30);
  });

  it('makes room for a budget far above the bars', () => {
    const config = costOverTimeChart(overTime(2, ['o3'], () => dollar, { budgetNanoUsdPerDay: 900n * dollar }));
    expect(config.options).toMatchObject({ scales: { y: { max: 1000 } } });
  });

  it('shows days that may still grow paler, and says so', () => {
    const config = costOverTimeChart(overTime(3, ['o3'], () => dollar, { provisionalDays: ['2026-11-21'] }));
    const [blue] = chartColours;
    expect(barsOf(config)[0]?.backgroundColor).toEqual([blue, blue, paler(blue)]);
    expect(textOf(config)).toContain('paler bars may still grow');
    const settled = costOverTimeChart(overTime(3, ['o3'], () => dollar, { provisionalDays: [] }));
    expect(textOf(settled)).not.toContain('paler');
  });

  it('says what it shows: the split, the total, its basis, and how the question was read', () => {
    const config = costOverTimeChart(
      overTime(7, ['Search'], () => 60n * dollar, { bandDimension: 'project', basis: 'mixed', provisionalDays: [] }),
    );
    expect(config.options).toMatchObject({
      plugins: {
        title: { text: 'Cost per day by project' },
        subtitle: { text: ['$420.00 partly estimated · cost by model, 15–21 Nov 2026, UTC'] },
      },
    });
  });

  it('says that nothing was collected instead of showing nothing', () => {
    const config = costOverTimeChart(overTime(7, [], () => 0n, { basis: 'none' }));
    expect(textOf(config)).toContain('Nothing collected');
    expect(config.options).toMatchObject({ scales: { yLabels: { labels: ['$1', '$0'] } } });
  });

  it('labels the axis in short dollars, zero and credits among them', () => {
    const config = costOverTimeChart(overTime(2, ['o3', 'Credit'], band => (band === 0 ? 2_100n : -300n) * dollar));
    expect(config.options).toMatchObject({
      scales: {
        y: { min: -500, max: 2500, ticks: { stepSize: 500 } },
        yLabels: { labels: ['$2.5k', '$2k', '$1.5k', '$1k', '$500', '$0', '−$500'] },
      },
    });
  });
});

describe('the requests-and-tokens chart', () => {
  it('is pure JSON with requests as bars and tokens as lines on their own axis', () => {
    const config = usageOverTimeChart(overTime(2, ['o3'], () => dollar));
    expect(JSON.parse(JSON.stringify(config))).toStrictEqual(config);
    expect(config.data.datasets.map(({ type, label, data, yAxisID }) => ({ type, label, data, yAxisID }))).toEqual([
      { type: 'bar', label: 'Requests', data: [100, 101], yAxisID: 'requests' },
      { type: 'line', label: 'Input tokens', data: [50_000, 50_001], yAxisID: 'tokens' },
      { type: 'line', label: 'Output tokens', data: [4_000, 4_001], yAxisID: 'tokens' },
    ]);
    expect(config.options).toMatchObject({ scales: { requestsLabels: { title: { display: true, text: 'Requests' } } } });
    expect(config.options).toMatchObject({ scales: { tokensLabels: { labels: ['60k', '40k', '20k', '0'], title: { text: 'Tokens' } } } });
  });

  it('says the totals, and the question when it is about a part', () => {
    const whole = usageOverTimeChart(overTime(2, ['o3'], () => dollar));
    expect(textOf(whole)).toContain('201 requests · 100,001 input and 8,001 output tokens · 20–21 Nov 2026, UTC');
    const view = overTime(2, ['o3'], () => dollar, { readAs: 'requests for project "Search", 20–21 Nov 2026, UTC' });
    const part = { ...view, query: { ...view.query, filters: [{ dimension: 'project' as const, values: ['proj_1'], exclude: false }] } };
    expect(textOf(usageOverTimeChart(part))).toContain('for project \\"Search\\"');
  });
});

describe('the pictures in words', () => {
  it('carry the question, the total and the three largest, "Other" not among them', () => {
    const dollars = [200n, 100n, 60n, 10n, 40n];
    const view = overTime(1, ['gpt-4o', 'o3', 'Łódź', 'gpt-image-1', 'Other (9)'], band => (dollars[band] ?? 0n) * dollar);
    // 200 + 100 + 60 + 10 + 40 = 410; 200 / 410 = 48.8%, 100 / 410 = 24.4%, 60 / 410 = 14.6%
    expect(chartAltText(view)).toBe(
      'Cost over time: cost by model, 15–21 Nov 2026, UTC. Total $410.00, billed. Largest: gpt-4o $200.00 (49%), o3 $100.00 (24%), Łódź $60.00 (15%).',
    );
    expect(usageAltText(view)).toBe(
      'Requests and tokens over time: cost by model, 15–21 Nov 2026, UTC. 100 requests, 50,000 input tokens, 4,000 output tokens.',
    );
  });

  it('stay below 2,000 characters whatever things are called', () => {
    const view = overTime(1, ['🚀'.repeat(300), 'b'.repeat(300), 'c'.repeat(300)], () => dollar, { readAs: 'x'.repeat(5_000) });
    expect(chartAltText(view).length).toBeLessThan(2_000);
    expect(usageAltText(view).length).toBeLessThan(2_000);
  });
});

describe('names in the legend', () => {
  it('are whole where they fit, and otherwise keep both ends', () => {
    expect(shortLabels(['gpt-4o-mini-2024-07-18', 'gpt-4o-realtime-preview-2024-12-17'], 230, 16)).toEqual([
      'gpt-4o-mini-2024-07-18',
      'gpt-4o-realt…-2024-12-17',
    ]);
  });

  it('stay different from each other', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80, unit: 'grapheme' }), { maxLength: 8 }), names => {
        expect(new Set(shortLabels(names, 230, 16)).size).toBe(names.length);
      }),
    );
    expect(shortLabels(['(unattributed)', '(unattributed)'], 230, 16)).toEqual(['(unattributed)', '(unattributed) 2']);
  });

  it('leave room for long ones when there are few', () => {
    const name = 'ft:gpt-4o-mini-2024-07-18:acme-research:customer-reply:AbCdEf';
    expect(costOverTimeChart(overTime(1, [name], () => dollar)).data.datasets[0]?.label).toBe(name);
  });
});

describe('a subtitle', () => {
  it('breaks between its pieces, then between words, and never takes more than two lines', () => {
    expect(twoLines(['one', 'two'], 700, 16)).toEqual(['one · two']);
    expect(twoLines(['a'.repeat(40), 'b'.repeat(40)], 500, 16)).toEqual(['a'.repeat(40), 'b'.repeat(40)]);
    const long = twoLines(['word '.repeat(100)], 300, 16);
    expect(long).toHaveLength(2);
    expect(long[1]).toMatch(/…$/);
  });
});

describe('axisValues', () => {
  it('hold everything, evenly apart, with zero among them, and are never many', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 0n }), fc.bigInt({ min: 0n, max: 10n ** 17n }), (lowest, highest) => {
        const values = axisValues(lowest, highest, dollar);
        expect(values).toContain(0n);
        expect((values[0] ?? 1n) <= lowest && (values.at(-1) ?? -1n) >= highest).toBe(true);
        expect(new Set(values.slice(1).map((value, index) => value - (values[index] ?? 0n))).size).toBe(1);
        expect(values.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

function barsOf(config: ChartConfig) {
  return config.data.datasets.filter(({ type }) => type === 'bar');
}

function datasetOf(config: ChartConfig, label: string) {
  const found = config.data.datasets.find(dataset => dataset.label === label);
  if (!found) throw new Error(`no dataset is called ${label}`);
  return found;
}

function textOf(config: ChartConfig): string {
  return JSON.stringify(config.options);
}
