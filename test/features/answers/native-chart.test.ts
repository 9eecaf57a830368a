import { describe, expect, it } from 'vitest';
import { nativeChart } from '#features/answers/native-chart.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { countsOverTime, overTime } from '../../support/views/over-time.ts';
import { answer } from '../../support/views/views.ts';

const dollar = 1_000_000_000n;

describe('nativeChart', () => {
  it('draws each band beside the total, a group of bars a day', () => {
    const chart = nativeChart(answer());
    expect(chart?.title).toBe('Cost by model, per day');
    expect(chart?.chart.type).toBe('bar');
    expect(chart?.chart.axis_config).toEqual({
      categories: ['15 Nov', '16 Nov', '17 Nov', '18 Nov', '19 Nov', '20 Nov', '21 Nov'],
      y_label: 'USD',
    });
    // $280 and $140 over seven days
    expect(chart?.chart.series.map(({ name, data }) => [name, data[0]])).toEqual([
      ['Total', { label: '15 Nov', value: 60 }],
      ['gpt-4o', { label: '15 Nov', value: 40 }],
      ['o3', { label: '15 Nov', value: 20 }],
    ]);
  });

  it('draws the total, the largest four and all others as one, so that nothing is left out', () => {
    const labels = [...Array.from({ length: 7 }, (_, index) => `m${index}`), 'Other (3)'];
    const chart = nativeChart(overTime(7, labels, band => BigInt(10 - band) * dollar));
    expect(chart?.chart.series.map(({ name }) => name)).toEqual(['Total', 'm0', 'm1', 'm2', 'm3', 'Other (6)']);
    // 10 + 9 + … + 3 = 52; of it 10 + 9 + 8 + 7 = 34
    expect(chart?.chart.series.map(({ data }) => data[0]?.value)).toEqual([52, 10, 9, 8, 7, 18]);
  });

  it('draws the five that were asked for, and the others in the total alone', () => {
    const view = overTime(7, ['a', 'b', 'c', 'd', 'e', '(unattributed)', 'Other (3)'], band => BigInt(10 - band) * dollar);
    const chart = nativeChart({ ...view, query: { ...view.query, top: 5 } });
    expect(chart?.chart.series.map(({ name }) => name)).toEqual(['Total', 'a', 'b', 'c', 'd', 'e']);
    // 10 + 9 + … + 4
    expect(chart?.chart.series[0]?.data[0]?.value).toBe(49);
  });

  it('draws five bands beside their total', () => {
    const chart = nativeChart(overTime(3, ['a', 'b', 'c', 'd', 'e'], () => dollar));
    expect(chart?.chart.series.map(({ name }) => name)).toEqual(['Total', 'a', 'b', 'c', 'd', 'e']);
  });

  it('draws thirty days as fifteen times two, in areas, and says so', () => {
    const chart = nativeChart(overTime(30, ['a', 'b', 'c', 'd', 'e'], () => dollar));
    expect(chart?.title).toBe('Cost by model, per 2 days');
    expect(chart?.chart.type).toBe('area');
    expect(chart?.chart.axis_config.categories).toHaveLength(15);
    expect(chart?.chart.series[0]?.data.map(({ value }) => value)).toEqual(Array(15).fill(10));
  });

  it.each([
    ['week', 'Cost by model, per week', ['23–25 Oct', '26 Oct', '2 Nov', '9 Nov', '16–21 Nov'], [3, 7, 7, 7, 6]],
    ['month', 'Cost by model, per month', ['23–31 Oct 2026', '1–21 Nov 2026'], [9, 21]],
  ] as const)('draws the %ss that were asked for', (unit, title, categories, costs) => {
    const chart = nativeChart(
      asked(
        overTime(30, ['o3'], () => dollar),
        [unit],
      ),
    );
    expect(chart?.title).toBe(title);
    expect(chart?.chart.axis_config.categories).toEqual(categories);
    expect(chart?.chart.series[0]?.data.map(({ value }) => value)).toEqual(costs);
  });

  it('draws tokens by what they were asked by', () => {
    const chart = nativeChart(countsOverTime('tokens', 3, ['Search', 'Support'], band => 100 * (2 - band), { bandDimension: 'project' }));
    expect(chart?.title).toBe('Tokens by project, per day');
    expect(chart?.chart.axis_config.y_label).toBe('tokens');
    expect(chart?.chart.series.map(({ name, data }) => [name, data[0]?.value])).toEqual([
      ['Total', 300],
      ['Search', 200],
      ['Support', 100],
    ]);
  });

  it('draws tokens in and out with their total, or requests, when these were asked for', () => {
    const names = (metric: 'tokens' | 'requests') =>
      nativeChart(answer({ bands: [], query: { ...answer().query, metric } }))?.chart.series.map(({ name }) => name);
    expect(names('tokens')).toEqual(['Total', 'Input tokens', 'Output tokens']);
    expect(names('requests')).toEqual(['Requests']);
  });

  it('draws one day as bars of its parts, largest first and "Other" last', () => {
    const chart = nativeChart(overTime(1, ['a', 'b', 'Other (2)'], band => [1n, 5n, 3n].map(cost => cost * dollar)[band] ?? 0n));
    expect(chart?.title).toBe('Cost by model, 21 Nov');
    expect(chart?.chart.axis_config.categories).toEqual(['b', 'a', 'Other (2)']);
    expect(chart?.chart.series).toHaveLength(1);
    expect(chart?.chart.series[0]?.data.map(({ value }) => value)).toEqual([5, 1, 3]);
  });

  it('draws one week as bars of its parts, and says which days', () => {
    const chart = nativeChart(
      asked(
        overTime(6, ['Search', 'Support'], () => dollar, { bandDimension: 'project' }),
        ['week'],
      ),
    );
    expect(chart?.title).toBe('Cost by project, 16–21 Nov 2026');
    expect(chart?.chart.series[0]?.data).toEqual([
      { label: 'Search', value: 6 },
      { label: 'Support', value: 6 },
    ]);
  });

  it('draws tokens or requests of one day as bars of their parts', () => {
    const parts = (metric: 'tokens' | 'requests') => {
      const chart = nativeChart(countsOverTime(metric, 1, ['Search', 'Support'], band => 100 * (band + 1), { bandDimension: 'project' }));
      return [chart?.title, chart?.chart.type, chart?.chart.series[0]?.data.map(({ label, value }) => [label, value])];
    };
    const support = [
      ['Support', 200],
      ['Search', 100],
    ];
    expect(parts('tokens')).toEqual(['Tokens by project, 21 Nov', 'bar', support]);
    expect(parts('requests')).toEqual(['Requests by project, 21 Nov', 'bar', support]);
  });

  it('draws the five largest parts of one day, and all others as one', () => {
    const labels = [...Array.from({ length: 7 }, (_, index) => `m${index}`), 'Other (3)'];
    const chart = nativeChart(overTime(1, labels, band => BigInt(10 - band) * dollar));
    expect(chart?.chart.axis_config.categories).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'Other (5)']);
    // 5 + 4 of the sixth and seventh, and 3
    expect(chart?.chart.series[0]?.data.map(({ value }) => value)).toEqual([10, 9, 8, 7, 6, 12]);
  });

  it('says which days have no data, and starts with the first that has some', () => {
    const gaps = ['2026-11-17', '2026-11-18', '2026-11-20'];
    const view = overTime(5, ['o3', 'gpt-5'], (_, index) => (index < 2 || index === 3 ? 0n : dollar), { missingDays: gaps });
    const none = { requests: 0, inputTokens: 0, outputTokens: 0 };
    const series = view.series.map(day => (gaps.includes(day.day) ? { ...day, ...none } : day));
    const chart = nativeChart({ ...view, series });
    expect(chart?.chart.axis_config.categories).toEqual(['19 Nov', '20 Nov: no data', '21 Nov']);
    expect(chart?.chart.series[0]?.data.map(({ value }) => value)).toEqual([2, 0, 2]);
  });

  it('draws nothing when every day is zero', () => {
    const { series } = answer();
    expect(nativeChart(answer({ bands: [], series: series.map(day => ({ ...day, costNanoUsd: 0n })) }))).toBeNull();
  });
});

function asked(view: AnswerView, by: AnswerView['query']['by']): AnswerView {
  return { ...view, query: { ...view.query, by } };
}
