import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerChart } from '#features/answers/chart.ts';
import { chartAltText } from '#features/answers/chart-alt-text.ts';
import { chartColours, otherColour } from '#show/charts/chart-colours.ts';
import { asRead, chartLabelsOf, chartScalesOf, chartTextsOf } from '../../support/read-chart.ts';
import { countsOverTime, overTime } from '../../support/views/over-time.ts';

const dollar = 1_000_000_000n;
const settled = { provisionalDays: [] };

describe('the picture of one day', () => {
  const costs = [40n, 10n, 70n, 60n];

  it('is horizontal bars, largest first and "Other" last, with figures and shares, in their own colors', () => {
    const view = overTime(1, ['gpt-4o-2024-08-06', 'o3', 'gpt-5', 'Other (3)'], band => (costs[band] ?? 0n) * dollar, settled);
    const config = answerChart(view);
    expect(config.options).toMatchObject({ indexAxis: 'y', plugins: { legend: { display: false } } });
    // 70 + 40 + 10 + 60 = 180
    expect(chartLabelsOf(config)).toEqual(['gpt-5  $70.00 · 39%', 'gpt-4o  $40.00 · 22%', 'o3  $10.00 · 5.6%', 'Other (3)  $60.00 · 33%']);
    const [bars] = config.data.datasets;
    expect(bars?.data).toEqual([70, 40, 10, 60]);
    expect(bars?.backgroundColor).toEqual([chartColours[2], chartColours[0], chartColours[1], otherColour]);
  });

  it('is the same of requests, and of a single week', () => {
    const requests = answerChart(countsOverTime('requests', 1, ['Search', 'Support'], band => 10 * (band + 1), settled));
    expect(chartLabelsOf(requests)).toEqual(['Support  20 · 67%', 'Search  10 · 33%']);
    const week = overTime(6, ['o3', 'gpt-5'], () => dollar, settled);
    const config = answerChart({ ...week, query: { ...week.query, by: ['week'] } });
    expect(config.options).toMatchObject({ indexAxis: 'y' });
    expect(config.data.datasets[0]?.data).toEqual([6, 6]);
  });

  it('has room for long names, as far as they go, and for credits, in one axis', () => {
    const names = ['text-embedding-3-small', 'gpt-4o-realtime-preview', 'Document Intelligence for the Legal Team'];
    const config = answerChart(overTime(1, names, band => ([50n, -10n, 20n][band] ?? 0n) * dollar, settled));
    expect(chartLabelsOf(config)).toEqual([
      'text-embedding-3-small  $50.00 · 83%',
      'Document Int… Legal Team  $20.00 · 33%',
      'gpt-4o-realtime-preview  −$10.00',
    ]);
    const { x } = z.object({ x: z.object({ min: z.number(), max: z.number() }) }).parse(config.options.scales);
    // The names take at least half of the width, left of the credit.
    expect(x.max).toBe(50);
    expect(-10 - x.min).toBeGreaterThan(60);
    expect(config.options).toMatchObject({ scales: { y: { ticks: { mirror: true } } } });
  });

  it('shows input and output of tokens that are not split', () => {
    const view = countsOverTime('tokens', 1, [], () => 0, settled);
    const series = view.series.map(day => ({ ...day, inputTokens: 5000, outputTokens: 700 }));
    const total = { ...view.total, inputTokens: 5000, outputTokens: 700 };
    expect(chartLabelsOf(answerChart({ ...view, series, total }))).toEqual(['Input tokens  5,000 · 88%', 'Output tokens  700 · 12%']);
  });
});

describe('the picture of tokens or requests of everything', () => {
  const view = (metric: 'tokens' | 'requests') => {
    const counted = countsOverTime(metric, 3, [], () => 0, { ...settled, bands: [] });
    const series = counted.series.map((day, index) => ({ ...day, requests: 10 + index, inputTokens: 5000, outputTokens: 400 }));
    return { ...counted, series, total: { ...counted.total, requests: 33, inputTokens: 15_000, outputTokens: 1200 } };
  };

  it('is two panels above the same days, each with one axis', () => {
    const config = answerChart(view('tokens'));
    expect(config.data.datasets.map(({ type, label, data, yAxisID }) => ({ type, label, data, yAxisID }))).toEqual([
      { type: 'bar', label: 'Input tokens', data: [5000, 5000, 5000], yAxisID: 'tokens' },
      { type: 'bar', label: 'Output tokens', data: [400, 400, 400], yAxisID: 'tokens' },
      { type: 'bar', label: 'Requests', data: [10, 11, 12], yAxisID: 'requests' },
    ]);
    const scales = chartScalesOf(config);
    expect(Object.keys(scales)).toEqual(['x', 'requests', 'requestsLabels', 'tokens', 'tokensLabels']);
    expect(
      Object.values(scales)
        .slice(1)
        .map(({ position, stack }) => [position, stack]),
    ).toEqual([
      ['left', 'values'],
      ['left', 'labels'],
      ['left', 'values'],
      ['left', 'labels'],
    ]);
    // A step without a label keeps the lower panel off the upper one.
    expect(scales.requestsLabels?.labels?.slice(0, 2)).toEqual(['', '15']);
    expect(scales.tokensLabels?.labels?.[0]).toBe('6k');
    expect(chartTextsOf(config).title).toContain('16,200 tokens');
    expect(chartTextsOf(config).title).toContain('in 33 requests');
  });

  it('has what was asked for in the larger panel, on top', () => {
    const weights = (metric: 'tokens' | 'requests') => {
      const scales = chartScalesOf(answerChart(view(metric)));
      return [scales.tokens?.stackWeight, scales.requests?.stackWeight];
    };
    expect(weights('tokens')).toEqual([3, 2]);
    expect(weights('requests')).toEqual([2, 3]);
    expect(answerChart(view('requests')).data.datasets[0]?.label).toBe('Requests');
  });
});

describe('the title', () => {
  const changed = (changePercent: number | null) => ({ ...overTime(1, ['o3'], () => dollar).previous, changePercent });

  it('says how much, how it changed, and what leads', () => {
    const view = overTime(7, ['gpt-5.5-2026-04-23', 'o3'], band => BigInt(3 - 2 * band) * dollar, { ...settled, previous: changed(18) });
    // 7 × ($3 + $1), three quarters of it gpt-5.5
    expect(chartTextsOf(answerChart(view)).title).toBe('$28.00, +18%: gpt-5.5 leads with 75%');
    expect(chartTextsOf(answerChart({ ...view, previous: changed(null) })).title).toBe('$28.00: gpt-5.5 leads with 75%');
  });

  it('names no leader among one part, and none of credits', () => {
    const one = overTime(7, ['o3'], () => dollar, { ...settled, previous: changed(null) });
    expect(chartTextsOf(answerChart(one)).title).toBe('$7.00');
    const credits = overTime(7, ['credit', 'o3'], () => -dollar, { ...settled, previous: changed(null) });
    expect(chartTextsOf(answerChart(credits)).title).toBe('−$14.00');
  });

  it('says that nothing was collected', () => {
    const none = { basis: 'none' as const, total: { ...overTime(1, [], () => 0n).total, costNanoUsd: 0n, requests: 0 } };
    expect(chartTextsOf(answerChart(overTime(7, [], () => 0n, none))).title).toBe('Nothing collected, 15–21 Nov 2026');
  });

  it('has two lines where one is too short, and never more whatever things are called', () => {
    const week = overTime(6, ['Search', 'Support'], band => BigInt(3 - 2 * band) * 100n * dollar, { ...settled, bandDimension: 'project' });
    const config = answerChart({ ...week, query: { ...week.query, by: ['week'] } });
    expect(config.options).toMatchObject({ plugins: { title: { text: ['$2,400.00 in 16–21 Nov 2026:', 'Search leads with 75%'] } } });
    const view = overTime(7, ['W'.repeat(300), 'o3'], () => 900_000n * dollar, { previous: changed(18) });
    expect(answerChart(view).options).toMatchObject({ plugins: { title: { text: { length: 2 } } } });
    expect(chartTextsOf(answerChart(view)).title.length).toBeLessThan(120);
  });
});

describe('the subtitle', () => {
  it('says what is drawn, of which days, and on which basis', () => {
    const view = overTime(7, ['Search', 'Support'], () => dollar, { ...settled, bandDimension: 'project', basis: 'mixed' });
    expect(chartTextsOf(answerChart(view)).subtitle).toBe('cost per day by project · 15–21 Nov 2026, UTC · partly estimated');
  });

  it('says the whole question when it is about a part', () => {
    const view = overTime(2, ['o3'], () => dollar, { readAs: 'cost for project "Search", 20–21 Nov 2026, UTC' });
    const part = { ...view, query: { ...view.query, filters: [{ dimension: 'project' as const, values: ['proj_1'], exclude: false }] } };
    expect(chartTextsOf(answerChart(part)).subtitle).toContain('for project "Search", 20–21 Nov 2026');
  });
});

describe('the picture in words', () => {
  it('is the question, the total and the three largest, "Other" not among them', () => {
    const dollars = [200n, 100n, 60n, 10n, 40n];
    const view = overTime(1, ['gpt-4o', 'o3', 'Łódź', 'gpt-image-1', 'Other (9)'], band => (dollars[band] ?? 0n) * dollar);
    // 200 + 100 + 60 + 10 + 40 = 410; 200 / 410 = 48.8%, 100 / 410 = 24.4%, 60 / 410 = 14.6%
    expect(asRead(chartAltText(view))).toBe(
      'Chart: cost by model, 15–21 Nov 2026, UTC. Total $410.00, billed. Largest: gpt-4o $200.00 (49%), o3 $100.00 (24%), Łódź $60.00 (15%).',
    );
  });

  it('counts tokens where tokens were asked for', () => {
    const view = countsOverTime('tokens', 2, ['o3', 'gpt-5'], band => 1000 * (3 - 2 * band), { readAs: 'tokens by model' });
    expect(asRead(chartAltText(view))).toBe(
      'Chart: tokens by model. Total 8,000 tokens. Largest: o3 6,000 tokens (75%), gpt-5 2,000 tokens (25%).',
    );
    const whole = countsOverTime('tokens', 2, [], () => 0, { bands: [], series: overTime(2, [], () => 0n).series, readAs: 'tokens' });
    expect(chartAltText(whole)).toBe('Chart: tokens. 201 requests, 100,001 input tokens, 8,001 output tokens.');
  });

  it('stays below 2,000 characters whatever things are called', () => {
    const view = overTime(1, ['🚀'.repeat(300), 'b'.repeat(300), 'c'.repeat(300)], () => dollar, { readAs: 'x'.repeat(5_000) });
    expect(chartAltText(view).length).toBeLessThan(2_000);
  });
});
