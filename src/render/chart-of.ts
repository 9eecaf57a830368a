import type { ChartConfig } from '#show/charts/chart-config.ts';
import type { AnswerView } from '../ask/view.ts';
import type { ForecastView } from '../ask/view-forecast.ts';
import { answerChart } from './chart-answer.ts';
import { forecastChart } from './chart-forecast.ts';

/** The picture of an answer or a forecast. */
export function chartOf(view: AnswerView | ForecastView): ChartConfig {
  return view.kind === 'forecast' ? forecastChart(view) : answerChart(view);
}
