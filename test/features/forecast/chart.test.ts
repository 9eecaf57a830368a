import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastAltText, forecastChart } from '#features/forecast/chart.ts';
import { forecastHeadline } from '#features/forecast/words.ts';
import { paler } from '#show/charts/chart-colours.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { chartSize } from '#show/charts/chart-renderer.ts';
import { embeddedRenderer } from '#show/charts/embedded-renderer.ts';
import { draws } from '../../support/part-of.ts';
import { chartTextsOf } from '../../support/read-chart.ts';
import { absurdForecast, forecastView } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

describe('the picture of a forecast', () => {
  it('is one line of what days add up to, paler from the last known day on', () => {
    const config = forecastChart(forecastView());
    const [known, expected] = [datasetOf(config, 'So far'), datasetOf(config, 'Expected')];
    expect([known?.type, expected?.type]).toEqual(['line', 'line']);
    expect(known?.data.slice(0, 3)).toEqual([10, 20, 30]);
    expect(known?.data.slice(20, 22)).toEqual([210, null]);
    expect(expected?.data.slice(19, 22)).toEqual([null, 210, 220]);
    expect(expected?.data.at(-1)).toBe(300);
    expect(expected?.borderColor).toBe(paler(String(known?.borderColor)));
  });

  it('leaves out days that are not known yet', () => {
    const view = forecastView();
    const { forecast } = view;
    if (forecast === null) throw new Error('it has a forecast');
    const unknown = { day: '2026-11-05', costNanoUsd: usd(10) };
    const known = datasetOf(
      forecastChart({
        ...view,
        complete: view.complete.filter(({ day }) => day !== unknown.day),
        forecast: { ...forecast, soFarNanoUsd: usd(200), projected: [unknown, ...forecast.projected] },
      }),
      'So far',
    );
    expect(known?.data.slice(3, 6)).toEqual([40, null, 60]);
  });

  it('opens the likely range after the last known day and ends it at its bounds', () => {
    const range = datasetOf(forecastChart(forecastView()), 'Likely range');
    expect(range?.data[20]).toBeNull();
    expect(range?.data.at(-1)).toEqual([280, 340]);
    // A third of the way: $30 of $90 projected, so a third of the $20 and of the $40 between forecast and bounds.
    const [low, high] = (range?.data[23] ?? []) as [number, number];
    expect(low).toBeCloseTo(240 - 20 / 3, 5);
    expect(high).toBeCloseTo(240 + 40 / 3, 5);
  });

  it('has the line of a budget where one is given', () => {
    const budget = datasetOf(forecastChart(forecastView({ budgetNanoUsd: usd(500) })), 'Budget');
    expect(budget?.data).toEqual(Array(30).fill(500));
    expect(datasetOf(forecastChart(forecastView()), 'Budget')).toBeUndefined();
  });

  it('has the line of last month, which ends at its total though it is a day longer', () => {
    const previous = { ...forecastView().previous, costNanoUsd: usd(310), costsNanoUsd: Array(31).fill(usd(10)) };
    const { data } = datasetOf(forecastChart(forecastView({ previous })), 'October') ?? {};
    expect(data).toHaveLength(30);
    expect([data?.[0], data?.[28], data?.[29]]).toEqual([10, 290, 310]);
  });

  it('has no line of a month that is not wholly known', () => {
    const previous = { ...forecastView().previous, isWhole: false, costsNanoUsd: Array(31).fill(usd(10)) };
    expect(datasetOf(forecastChart(forecastView({ previous })), 'October')).toBeUndefined();
  });

  it('says in its title where the period ends, as the answer does, in two lines if need be', () => {
    const short = forecastView({ previous: { ...forecastView().previous, isWhole: false } });
    expect(chartTextsOf(forecastChart(short)).title).toBe('November will end near $300');
    const long = forecastView({ budgetNanoUsd: usd(6000), about: 'for project "Document Intelligence"' });
    expect(chartTextsOf(forecastChart(long)).title).toBe(forecastHeadline(long));
    expect(forecastChart(long).options).toMatchObject({ plugins: { title: { text: { length: 2 } } } });
  });

  it('says what was spent so far, today included, also on the first day', () => {
    const { subtitle } = chartTextsOf(forecastChart(forecastView({ complete: [] })));
    expect(subtitle).toMatch(/so far \$4 \([a-z ]+\)/);
  });

  it('says that there is no forecast yet', () => {
    const config = forecastChart(forecastView({ forecast: null }));
    expect(chartTextsOf(config).title).toBe('Too early to say where November ends; October cost $250');
    expect(config.data.datasets.map(({ label }) => label)).toEqual(['So far']);
  });

  it('has an alt text with the numbers', () => {
    expect(forecastAltText(forecastView())).toBe(
      'Forecast: cost, Nov 2026, UTC. November will end near $300, $50 more than October; likely between $280 and $340.',
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
      { numRuns: draws(15) },
    );
  });
});

function datasetOf(config: ChartConfig, label: string) {
  return config.data.datasets.find(dataset => dataset.label === label);
}
