import { pictureBins } from '#core/time/chart-bins.ts';
import { type ChartConfig, textSize } from '#show/charts/chart-config.ts';
import { shortLabels } from '#show/charts/chart-labels.ts';
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
  const labels = shortLabels(
    plot.bands.map(({ label }) => label),
    legendTextWidth(plot.bands.length),
    textSize,
  );
  return { ...plot, bands: plot.bands.map((band, index) => ({ ...band, label: labels[index] ?? band.label })) };
}

/** A few names can be long. With many, three must fit in one legend row, or the legend crowds out the bars. */
function legendTextWidth(names: number): number {
  if (names <= 2) return 660;
  return names <= 4 ? 300 : 195;
}
