import { pictureBins } from '#core/time/chart-bins.ts';
import { type ChartConfig, lineWidth, textSize } from '#show/charts/chart-config.ts';
import { rowsOf, shortLabels } from '#show/charts/chart-labels.ts';
import { askedUnit, type Plot, plotOf } from './chart-plot.ts';
import { panelsChart } from './panels-chart.ts';
import { sortedBarsChart } from './sorted-bars-chart.ts';
import { type ChartCaption, stackedChart } from './stacked-chart.ts';
import type { AnswerView } from './view.ts';

/**
 * The picture of an answer: the asked metric by the asked dimension, or cost by model, in the asked unit of time. A single day is drawn as
 * sorted bars, and tokens or requests of everything as two panels. With `caption`, the picture of a message that is about some of its bars.
 */
export function answerChart(view: AnswerView, caption: ChartCaption | null = null): ChartConfig {
  const days = view.series.map(({ day }) => day);
  const bins = pictureBins(days, askedUnit(view));
  const plot = withShortLabels(plotOf(view, bins));
  if (bins.bins.length === 1) return sortedBarsChart(view, plot);
  if (view.query.metric !== 'cost' && view.bands.length === 0) return panelsChart(view, bins);
  return stackedChart(view, plot, bins.bins, caption);
}

function withShortLabels(plot: Plot): Plot {
  const labels = legendLabels(plot.bands.map(({ label }) => label));
  return { ...plot, bands: plot.bands.map((band, index) => ({ ...band, label: labels[index] ?? band.label })) };
}

/** Names as long as fit in three rows of the legend; of many long ones, three to a row, or they crowd out the bars. */
function legendLabels(labels: readonly string[]): string[] {
  const inRows = [660, 400, 300, 240].map(width => shortLabels(labels, width, textSize));
  return inRows.find(short => rowsOf(short, lineWidth, textSize, markWidth) <= 3) ?? shortLabels(labels, 195, textSize);
}

/** What the legend draws before and after a name. */
const markWidth = 56;
