import { describe, expect, it } from 'vitest';
import { homeChart } from '#features/home/chart.ts';
import { chartTextsOf } from '../../support/read-chart.ts';
import { forecastView } from '../../support/views/forecast-views.ts';
import { overTime } from '../../support/views/over-time.ts';

const dollar = 1_000_000_000n;

describe('the picture of the App Home', () => {
  it('is the month so far and expected', () => {
    const chart = homeChart({ forecast: forecastView(), topModels: overTime(21, ['o3'], () => dollar) });
    expect(chart && chartTextsOf(chart.config).title).toBe('November so far, and expected');
    expect(chart?.config.data.datasets.map(({ label }) => label)).toEqual(['So far', 'Expected', 'Likely range']);
    expect(chart?.altText).toContain('November will end near $300');
  });

  it('is the days of the month by model where there is no forecast, and none where nothing is known', () => {
    const forecast = forecastView({ forecast: null });
    const chart = homeChart({ forecast, topModels: overTime(3, ['o3', 'gpt-5'], () => dollar) });
    expect(chart?.config.data.datasets.map(({ label, data }) => [label, data])).toEqual([
      ['o3', [1, 1, 1]],
      ['gpt-5', [1, 1, 1]],
    ]);
    const nothing = overTime(3, [], () => 0n);
    const none = { basis: 'none' as const, total: { ...nothing.total, costNanoUsd: 0n, requests: 0 } };
    expect(homeChart({ forecast, topModels: { ...nothing, ...none } })).toBeNull();
  });
});
