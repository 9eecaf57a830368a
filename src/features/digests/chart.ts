import type { ChartConfig } from '#show/charts/chart-config.ts';
import { answerChart } from '../answers/chart.ts';
import { chartAltText } from '../answers/chart-alt-text.ts';
import type { DigestView } from './view.ts';
import { digestHeadline } from './words.ts';

/** The picture of a digest, titled as it is: its day among two weeks of days, its week among eight weeks, or the days of its month. */
export function digestPicture(view: DigestView): { config: ChartConfig; altText: string } {
  const { rhythm, chart } = view;
  const title = digestHeadline(view);
  const comparedWith = { daily: 7, weekly: 1, monthly: null }[rhythm];
  const lastBars = rhythm === 'monthly' ? chart.series.length : 1;
  return { config: answerChart(chart, { title, lastBars, comparedWith }), altText: `${title}. ${chartAltText(chart)}` };
}
