import { describe, expect, it } from 'vitest';
import { daysOf } from '#core/time/period.ts';
import { nativeChart } from '#features/answers/native-chart.ts';
import { answer, usd } from '../../support/views/views.ts';

describe('nativeChart', () => {
  it('draws the cost of each band, a point a day', () => {
    const chart = nativeChart(answer());
    expect(chart?.title).toBe('Cost over time by model');
    expect(chart?.chart.axis_config).toEqual({
      categories: ['15 Nov', '16 Nov', '17 Nov', '18 Nov', '19 Nov', '20 Nov', '21 Nov'],
      y_label: 'USD',
    });
    // $280 and $140 over seven days
    expect(chart?.chart.series.map(({ name, data }) => [name, data[0]])).toEqual([
      ['gpt-4o-2024-08-06', { label: '15 Nov', value: 40 }],
      ['o3-2025-04-16', { label: '15 Nov', value: 20 }],
    ]);
  });

  it('draws the top five, and Other as all that is left of the total', () => {
    const days = daysOf(answer().query.period);
    const bands = Array.from({ length: 8 }, (_, index) => ({ label: `m${index}`, costNanoUsd: days.map(() => usd(10 - index)) }));
    const series = days.map(day => ({ day, costNanoUsd: usd(60), requests: 0, inputTokens: 0, outputTokens: 0 }));
    const chart = nativeChart(answer({ bands, series }));
    expect(chart?.chart.series.map(({ name }) => name)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'Other']);
    // 60 − (10 + 9 + 8 + 7 + 6)
    expect(chart?.chart.series.at(-1)?.data[0]?.value).toBe(20);
  });

  it('adds the days of a week together', () => {
    const period = { from: '2026-10-25', to: '2026-11-22', calendar: null };
    const chart = nativeChart(answer({ query: { ...answer().query, period } }));
    // 28 days at $10 a day for the first band; the first week has its Sunday alone
    expect(chart?.chart.series[0]?.data.slice(0, 2)).toEqual([
      { label: '25 Oct', value: 10 },
      { label: '26 Oct', value: 70 },
    ]);
  });

  it('draws tokens in and out, or requests, when these were asked for', () => {
    const names = (metric: 'tokens' | 'requests') =>
      nativeChart(answer({ query: { ...answer().query, metric } }))?.chart.series.map(({ name }) => name);
    expect(names('tokens')).toEqual(['Input tokens', 'Output tokens']);
    expect(names('requests')).toEqual(['Requests']);
  });

  it('draws nothing when every day is zero', () => {
    const { series } = answer();
    expect(nativeChart(answer({ bands: [], series: series.map(day => ({ ...day, costNanoUsd: 0n })) }))).toBeNull();
  });
});
