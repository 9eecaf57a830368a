import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import { answerChart } from '#features/answers/chart.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { chartColours, inkColour, otherColour, paler } from '#show/charts/chart-colours.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { asRead, chartScalesOf, chartTextsOf } from '../../support/read-chart.ts';
import { countsOverTime, overTime, teamCost, teamModels } from '../../support/views/over-time.ts';

const dollar = 1_000_000_000n;
const settled = { provisionalDays: [] };

describe('the picture of an answer', () => {
  it.each([
    ['cost by day', overTime(30, teamModels, teamCost)],
    ['one day', overTime(1, teamModels, teamCost)],
    ['tokens by model', countsOverTime('tokens', 30, ['a', 'b'], () => 5)],
    ['tokens of everything', countsOverTime('tokens', 30, [], () => 5)],
  ])('of %s is pure JSON, which both renderers read alike', (_, view) => {
    const config = answerChart(view);
    expect(JSON.parse(JSON.stringify(config))).toStrictEqual(config);
  });

  it.each([
    ['by day last 30d', 30, ['day'], 'day', 30],
    ['by week last 60d', 60, ['week'], 'week', 9],
    ['by month last 180d', 180, ['month'], 'month', 7],
    ['by model last 92d', 92, ['model'], 'day', 92],
    ['by model last 93d', 93, ['model'], 'week', 14],
    ['by model last 372d', 372, ['model'], 'month', 13],
  ] as const)('of "%s" has the bars that were asked for, and says which', (_, days, by, unit, bars) => {
    const config = answerChart(
      asked(
        overTime(days, ['o3', 'gpt-5'], () => dollar),
        by,
      ),
    );
    expect(config.data.labels).toHaveLength(bars);
    expect(chartTextsOf(config).subtitle).toContain(`cost per ${unit} by model`);
  });

  it.each(['tokens', 'requests'] as const)('of %s by project stacks %s by project', metric => {
    const view = countsOverTime(metric, 3, ['Search', 'Support', 'Other (2)'], band => 1000 * (3 - band), {
      ...settled,
      bandDimension: 'project',
    });
    const config = answerChart(view);
    expect(barsOf(config).map(({ label, data }) => [label, data[0]])).toEqual([
      ['Search', 3000],
      ['Support', 2000],
      ['Other (2)', 1000],
    ]);
    expect(new Set(barsOf(config).map(({ stack }) => stack)).size).toBe(1);
    expect(chartTextsOf(config).subtitle).toContain(`${metric} per day by project`);
    expect(chartTextsOf(config).title).toContain(`18,000 ${metric}`);
    expect(config.options).toMatchObject({ scales: { yLabels: { labels: ['6k', '4k', '2k', '0'] } } });
  });

  it('stacks the largest at the bottom and "Other" on top, in the colors that stay apart', () => {
    const bars = barsOf(answerChart(overTime(30, teamModels, teamCost, settled)));
    expect(bars.map(({ label }) => label).at(0)).toBe('gpt-4o');
    expect(bars.map(({ label }) => label).at(-1)).toBe('Other (5)');
    expect(bars.map(({ backgroundColor }) => backgroundColor)).toEqual([...chartColours, otherColour]);
  });

  it('gives a model the color of its place in the team, whatever its rank in the question', () => {
    const colourOf = (places: readonly (number | null)[], band: number) => {
      const view = overTime(3, ['a', 'b'], one => BigInt(2 - one) * dollar, settled);
      return barsOf(answerChart({ ...view, bands: view.bands.map((one, index) => ({ ...one, place: places[index] ?? null })) }))[band]
        ?.backgroundColor;
    };
    expect(colourOf([4, 0], 0)).toBe(chartColours[4]);
    expect(colourOf([0, 4], 1)).toBe(chartColours[4]);
  });

  it('shows all of the cost, to the nano-dollar, by day, week and month, with credits', () => {
    const costs = fc.array(fc.bigInt({ min: -dollar, max: 900n * dollar }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 1, max: 8 }), costs, (days, bands, amounts) => {
        const labels = Array.from({ length: bands }, (_, band) => `model-${band}`);
        const view = overTime(days, labels, (band, index) => amounts[(band * 31 + index) % amounts.length] ?? 0n);
        const config = answerChart(view);
        const shown = barsOf(config).flatMap(bar => bar.data.map(value => nanoUsdFromDecimal(Number(value ?? 0))));
        expect(shown.reduce((sum, cost) => sum + cost, 0n)).toBe(view.total.costNanoUsd);
        for (const dataset of config.data.datasets) expect(dataset.data).toHaveLength(config.data.labels.length);
      }),
      { numRuns: 60 },
    );
  });

  it('draws the average of a day and the six before it, from the seventh day on', () => {
    // Day i costs $7 × i: on the seventh day (0 + 7 + … + 42) / 7 = 147 / 7 = 21, then 7 more each day.
    const average = datasetOf(answerChart(overTime(9, ['o3'], (_, index) => 7n * BigInt(index) * dollar)), '7-day average');
    expect(average.data).toEqual([null, null, null, null, null, null, 21, 28, 35]);
  });

  it('draws the average from the first day on when the days before are known', () => {
    const costNanoUsdBefore = [1000n, 7n, 7n, 7n, 7n, 7n, 7n].map(dollars => dollars * dollar);
    const config = answerChart(overTime(7, ['o3'], () => 14n * dollar, { costNanoUsdBefore }));
    // (6 × 7 + 14) / 7 = 8, then one 7 after the other becomes a 14; the seventh day before counts no more.
    expect(datasetOf(config, '7-day average').data).toEqual([8, 9, 10, 11, 12, 13, 14]);
  });

  it('draws no average over fewer than seven bars, over weeks, or of tokens', () => {
    const views = [...[6, 100].map(days => overTime(days, ['o3'], () => dollar)), countsOverTime('tokens', 30, ['o3'], () => 5)];
    for (const view of views) expect(answerChart(view).data.datasets.map(({ label }) => label)).toEqual(['o3']);
  });

  it('leaves days that were not collected empty before a gray ground, with no average or budget over them', () => {
    const missingDays = ['2026-11-12', '2026-11-13'];
    const view = overTime(14, ['o3'], (_, index) => (index === 4 || index === 5 ? 0n : dollar), {
      ...settled,
      missingDays,
      budgetNanoUsdPerDay: dollar,
    });
    const none = { requests: 0, inputTokens: 0, outputTokens: 0 };
    const series = view.series.map(day => (missingDays.includes(day.day) ? { ...day, ...none } : day));
    const config = answerChart({ ...view, series });
    expect(datasetOf(config, 'o3').data.slice(3, 7)).toEqual([1, null, null, 1]);
    expect(datasetOf(config, 'Not collected').data.slice(3, 7)).toEqual([null, 1, 1, null]);
    expect(datasetOf(config, 'Budget ($1 a day)').data.slice(3, 7)).toEqual([1, null, null, 1]);
    // The first seven days that are all known end on the last one.
    expect(datasetOf(config, '7-day average').data).toEqual([...Array(12).fill(null), 1, 1]);
  });

  it('draws what is known of days that were collected in part', () => {
    const config = answerChart(overTime(3, ['o3'], () => dollar, { ...settled, missingDays: ['2026-11-21'] }));
    expect(datasetOf(config, 'o3').data).toEqual([1, 1, 1]);
    expect(datasetOf(config, 'o3').backgroundColor).toEqual([chartColours[0], chartColours[0], paler(chartColours[0])]);
    expect(config.data.datasets.map(({ label }) => label)).not.toContain('Not collected');
  });

  it('draws the budget of a bar as many times as the bar has days', () => {
    const options = { budgetNanoUsdPerDay: 2n * dollar };
    const byDay = answerChart(overTime(2, ['o3'], () => dollar, options));
    expect(datasetOf(byDay, 'Budget ($2 a day)').data).toEqual([2, 2]);
    // Friday to Sunday: 3 × 2; Monday 16 to Saturday 21 Nov: 6 × 2.
    const byWeek = datasetOf(answerChart(overTime(93, ['o3'], () => dollar, options)), 'Budget').data;
    expect([byWeek[0], byWeek[1], byWeek.at(-1)]).toEqual([6, 14, 12]);
  });

  it('leaves out a budget that would flatten the bars', () => {
    const config = answerChart(overTime(2, ['o3'], () => dollar, { budgetNanoUsdPerDay: 2n * dollar + 1n }));
    expect(config.data.datasets.map(({ label }) => label)).toEqual(['o3']);
    expect(config.options).toMatchObject({ scales: { y: { max: 1 } } });
  });

  it.each([
    ['spike', 900n, '$900.00', [0, 22.5]],
    ['credit', -500n, '−$500.00', [-2.5, 20]],
  ])('lets one %s run off the scale, marks it, and says its figure in the subtitle', (_, amount, figure, ends) => {
    const config = answerChart(overTime(30, ['o3'], (_, index) => (index === 20 ? amount : 20n) * dollar, settled));
    expect(config.options).toMatchObject({ scales: { y: { min: ends[0], max: ends[1] } } });
    const marks = datasetOf(config, 'Off the scale').data;
    expect(marks.flatMap((mark, index) => (mark === null ? [] : [index]))).toEqual([20]);
    expect(chartTextsOf(config).subtitle).toContain(`12 Nov: ${figure}, off the scale`);
    expect(chartTextsOf(config).title).toContain('12 Nov stands out');
  });

  it('draws no average where a spike takes it off the scale', () => {
    const config = answerChart(overTime(30, ['o3'], (_, index) => (index === 10 ? 5000n : 20n) * dollar, settled));
    const average = datasetOf(config, '7-day average').data;
    // From the seventh day on, but for the spike's day and the six after it.
    expect(average.map(value => value === null)).toEqual(average.map((_, index) => index < 6 || (index >= 10 && index < 17)));
  });

  it('names parts in full in the legend where they fit in three rows', () => {
    const projects = ['Document Intelligence', 'Support Assistant', 'Search', 'Marketing Studio', 'Research'];
    const named = (labels: readonly string[]) => barsOf(answerChart(overTime(7, labels, () => dollar))).map(({ label }) => label);
    expect(named(projects)).toEqual(projects);
    expect(named(Array.from({ length: 7 }, (_, index) => `${index} of our longest-named projects`))[0]).toMatch(/^0 of our….*rojects$/);
  });

  it('draws lines as the legend shows them', () => {
    const config = answerChart(overTime(9, ['o3'], () => dollar, { budgetNanoUsdPerDay: dollar }));
    const lines = config.data.datasets.filter(({ type }) => type === 'line');
    expect(lines.map(({ label }) => label)).toEqual(['7-day average', 'Budget ($1 a day)']);
    for (const line of lines) expect(line).toMatchObject({ pointStyle: 'line', pointBorderWidth: line.borderWidth });
    expect(lines[0]).toMatchObject({ borderColor: inkColour });
    expect(lines.every(line => !('borderDash' in line))).toBe(true);
  });

  it('shows days that may still grow paler, and says so', () => {
    const config = answerChart(overTime(3, ['o3'], () => dollar, { provisionalDays: ['2026-11-21'] }));
    const [blue] = chartColours;
    expect(barsOf(config)[0]?.backgroundColor).toEqual([blue, blue, paler(blue)]);
    expect(chartTextsOf(config).subtitle).toContain('paler may still grow');
    expect(chartTextsOf(answerChart(overTime(3, ['o3'], () => dollar, settled))).subtitle).not.toContain('paler');
  });

  it('labels the axis in short dollars, zero and credits among them', () => {
    const config = answerChart(overTime(2, ['o3', 'Credit'], band => (band === 0 ? 2_100n : -1_100n) * dollar));
    expect(config.options).toMatchObject({
      scales: { y: { min: -1250, max: 2250, ticks: { stepSize: 250 } } },
    });
    const labels = chartScalesOf(config).yLabels?.labels ?? [];
    expect(labels.filter(label => label !== '').map(asRead)).toEqual(['$2k', '$1k', '$0', '−$1k']);
  });

  it('leaves room for long names when there are few', () => {
    const name = 'ft:gpt-4o-mini:acme-research:customer-reply:AbC';
    expect(answerChart(overTime(2, [name], () => dollar)).data.datasets[0]?.label).toBe(name);
  });
});

function asked(view: AnswerView, by: readonly Dimension[]): AnswerView {
  return { ...view, query: { ...view.query, by } };
}

function barsOf(config: ChartConfig) {
  return config.data.datasets.filter(({ type, label }) => type === 'bar' && label !== 'Not collected');
}

function datasetOf(config: ChartConfig, label: string) {
  const found = config.data.datasets.find(dataset => dataset.label === label);
  if (!found) throw new Error(`no dataset is called ${label}`);
  return found;
}
