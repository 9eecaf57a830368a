import { monthName } from '#core/time/format-day.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { answerChart } from '../answers/chart.ts';
import { chartAltText } from '../answers/chart-alt-text.ts';
import { nothingIsKnown } from '../answers/view.ts';
import { forecastAltText, forecastChart } from '../forecast/chart.ts';
import type { HomeView } from './home.ts';

/** The month's picture: its forecast, without one its days by model; null if nothing is known. */
export function homeChart({
  forecast,
  topModels,
}: Pick<HomeView, 'forecast' | 'topModels'>): { config: ChartConfig; altText: string } | null {
  // The tab's own title says where the month ends.
  if (forecast.forecast !== null)
    return { config: forecastChart(forecast, `${monthName(forecast.from)} so far, and expected`), altText: forecastAltText(forecast) };
  return nothingIsKnown(topModels) ? null : { config: answerChart(topModels), altText: chartAltText(topModels) };
}
