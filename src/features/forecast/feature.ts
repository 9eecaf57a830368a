import { notForThem } from '../access/asker.ts';
import type { AskedScope } from '../access/read-scope.ts';
import type { Feature } from '../feature.ts';
import { forecastMessage } from './blocks.ts';
import { forecastAltText, forecastChart } from './chart.ts';
import { forecast, readForecast } from './forecast.ts';
import { forecastJson } from './json.ts';
import { forecastText } from './text.ts';
import type { ForecastView } from './view.ts';

/** `forecast this quarter for project Search`. */
export const forecastFeature: Feature<AskedScope, ForecastView> = {
  help: () => [{ question: 'forecast', meaning: 'whether this month stays under its budget, and how sure that is' }],
  parse: readForecast,
  answer: (parts, asked, { within }, now) => forecast(parts, asked, now, within),
  mayRead: (view, asker) => (view.namesPeople && !asker.maySeePeople ? notForThem(asker, 'forecast') : true),
  ...{ blocks: forecastMessage, text: forecastText, json: forecastJson },
  chart: view => ({ config: forecastChart(view), altText: forecastAltText(view), isShared: true }),
  isShareable: true,
};
