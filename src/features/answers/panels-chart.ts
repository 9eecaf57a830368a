import type { ChartBins } from '#core/time/chart-bins.ts';
import { axisOf } from '#show/charts/chart-axes.ts';
import { chartColours } from '#show/charts/chart-colours.ts';
import { type ChartConfig, chartOptions, type PlottedAxis, valueScales } from '#show/charts/chart-config.ts';
import { axisUnit, type Plot, plotOf } from './chart-plot.ts';
import { chartTexts } from './chart-words.ts';
import { beyondBars, extentsOf, extraDatasets, plottedAxis, stackedBars } from './stacked-chart.ts';
import type { AnswerView } from './view.ts';

const requestsColour = chartColours[2];

/** Tokens and requests over time, in two panels above the same days: what was asked on top, and larger. */
export function panelsChart(view: AnswerView, bins: ChartBins): ChartConfig {
  const tokens = panelOf('tokens', plotOf({ ...view, query: { ...view.query, metric: 'tokens' } }, bins));
  const requests = panelOf('requests', recoloured(plotOf({ ...view, query: { ...view.query, metric: 'requests' } }, bins)));
  const [asked, other] = view.query.metric === 'requests' ? [requests, tokens] : [tokens, requests];
  return {
    type: 'bar',
    data: {
      labels: asked.plot.labels,
      datasets: [
        ...[asked, other].flatMap(({ id, plot }) => plot.bands.map(band => stackedBars(id, band, plot))),
        ...extraDatasets(asked.id, asked.plot, asked.bars),
      ],
    },
    options: chartOptions(chartTexts(view, asked.plot, beyondBars(asked.plot, asked.bars)), {
      ...valueScales(other.id, withHeadroom(plottedAxis(other.plot, other.bars)), { stacked: true, panel: { weight: 2 } }),
      ...valueScales(asked.id, plottedAxis(asked.plot, asked.bars), { stacked: true, panel: { weight: 3 } }),
    }),
  };
}

function panelOf(id: 'tokens' | 'requests', plot: Plot) {
  return { id, plot, bars: axisOf({ bars: extentsOf(plot.bands), lines: [], averages: [] }, axisUnit(id)) };
}

/** A step more above the lower panel keeps its bars and labels off the upper one. */
function withHeadroom({ values, labels }: PlottedAxis): PlottedAxis {
  const [last = 0, before = 0] = [values.at(-1), values.at(-2)];
  return { values: [...values, last + (last - before)], labels: [...labels, ''] };
}

function recoloured(plot: Plot): Plot {
  return { ...plot, bands: plot.bands.map(band => ({ ...band, colour: requestsColour })) };
}
