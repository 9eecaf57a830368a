import type { ChartConfig } from '#show/charts/chart-config.ts';
import { answerChart } from './answers/cost-chart.ts';
import type { AnswerView } from './answers/view.ts';
import { forecastChart } from './forecast/chart.ts';
import type { ForecastView } from './forecast/view.ts';

/** The picture of an answer or a forecast. */
export function chartOf(view: AnswerView | ForecastView): ChartConfig {
  return view.kind === 'forecast' ? forecastChart(view) : answerChart(view);
}
