import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastAltText, forecastChart } from '#features/forecast/chart.ts';
import { chartSize } from '#show/charts/chart-renderer.ts';
import { embeddedRenderer } from '#show/charts/embedded-renderer.ts';
import { absurdForecast, forecastView } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

describe('the picture of a forecast', () => {
  it('adds the days up, the known ones and then the projected ones', () => {
    const [known, projected] = forecastChart(forecastView()).data.datasets;
    expect(known?.data.slice(0, 3)).toEqual([10, 20, 30]);
    expect(known?.data.slice(20, 22)).toEqual([210, null]);
    expect(projected?.data.slice(20, 22)).toEqual([null, 220]);
    expect(projected?.data.at(-1)).toBe(300);
  });

  it('opens the band at the last known day and ends it at its bounds', () => {
    const { datasets } = forecastChart(forecastView()).data;
    const low = datasets.find(({ label }) => label === 'Likely at least');
    const high = datasets.find(({ label }) => label === 'Likely at most');
    expect(low?.data.slice(19, 21)).toEqual([null, 210]);
    expect(low?.data.at(-1)).toBe(280);
    expect(high?.data.at(-1)).toBe(340);
    // A third of the way: $30 of $90 projected, so a third of the $40 between forecast and bound.
    expect(high?.data[23]).toBeCloseTo(240 + 40 / 3, 5);
  });

  it('has the line of a budget where one is given', () => {
    const { datasets } = forecastChart(forecastView({ budgetNanoUsd: usd(500) })).data;
    expect(datasets.at(-1)).toMatchObject({ label: 'Budget ($500.00)', data: Array(30).fill(500) });
  });

  it.each(['week', 'month', 'quarter', 'year'] as const)('says in its title that it is of the %s', unit => {
    const title = { display: true, text: `Forecast of the ${unit}: cost so far and to come` };
    expect(forecastChart(forecastView({ unit })).options).toMatchObject({ plugins: { title } });
  });

  it('has an alt text with the numbers', () => {
    expect(forecastAltText(forecastView())).toBe(
      'Forecast: cost, Nov 2026, UTC. November will end near $300, $50 more than October; likely between $280.00 and $340.00.',
    );
  });

  it('is pure JSON and can be drawn, whatever it holds', async () => {
    const renderer = embeddedRenderer();
    await fc.assert(
      fc.asyncProperty(absurdForecast, async view => {
        const chart = forecastChart(view);
        expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
        expect((await renderer.render(chart, chartSize)).length).toBeGreaterThan(1000);
        expect(forecastAltText(view).length).toBeLessThan(2000);
      }),
      { numRuns: 15 },
    );
  });
});
