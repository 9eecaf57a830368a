import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { leftOutJson } from '#show/left-out-text.ts';
import type { Forecast } from './project-period.ts';
import type { ForecastSummary, ForecastView } from './view.ts';
import { forecastDays } from './words.ts';

/** The JSON that `ask forecast --json` prints. Money is in USD with nine decimals; `forecast` is null while too few days are known. */
export function forecastJson(view: ForecastView) {
  const { forecast, previous, backTest } = view;
  return {
    readAs: view.readAs,
    period: { unit: view.unit, from: view.from, to: view.to },
    basis: view.basis,
    listPricePercent: view.listPricePercent ?? null,
    ...(view.detailsFrom === undefined ? {} : { detailsFrom: view.detailsFrom }),
    soFar: { days: view.complete.length, costUsd: decimalFromNanoUsd(view.complete.reduce((sum, day) => sum + day.costNanoUsd, 0n)) },
    todaySoFar: { day: view.today, costUsd: decimalFromNanoUsd(view.todaySoFarNanoUsd) },
    forecast: forecast && { costUsd: decimalFromNanoUsd(forecast.totalNanoUsd), ...bandJson(forecast.band) },
    days: forecastDays(view).map(({ day, costNanoUsd, isProjected }) => ({
      day,
      costUsd: decimalFromNanoUsd(costNanoUsd),
      forecast: isProjected,
    })),
    previous: {
      from: previous.from,
      to: previous.to,
      costUsd: decimalFromNanoUsd(previous.costNanoUsd),
      changePercent: previous.changePercent,
    },
    budgetUsd: view.budgetNanoUsd && decimalFromNanoUsd(view.budgetNanoUsd),
    backTest: backTest && {
      medianErrorPercent: backTest.medianErrorPercent,
      averagePerDayMedianErrorPercent: backTest.naiveMedianErrorPercent,
      months: backTest.monthCount,
      forecasts: backTest.forecastCount,
    },
    estimatedDays: view.estimatedDays,
    provisionalDays: view.provisionalDays,
    missingDays: view.missingDays,
    leftOut: leftOutJson(view),
    dataThrough: view.dataThrough,
  };
}

/** The overview's `forecast`; null while too few days are known. */
export function forecastSummaryJson(summary: ForecastSummary | null) {
  if (summary === null) return null;
  const { from, to, totalNanoUsd, medianErrorPercent } = summary;
  return { from, to, costUsd: decimalFromNanoUsd(totalNanoUsd), ...bandJson(summary.band), medianErrorPercent };
}

function bandJson(band: Forecast['band']) {
  return { lowUsd: band && decimalFromNanoUsd(band.lowNanoUsd), highUsd: band && decimalFromNanoUsd(band.highNanoUsd) };
}
