import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { leftOutJson } from '#show/left-out-text.ts';
import type { Forecast } from './project-period.ts';
import type { ForecastSummary, ForecastView } from './view.ts';
import { forecastDays, isTodayKnown } from './words.ts';

/** The JSON that `ask forecast --json` prints. Money is in USD with nine decimals; `forecast` is null while too few days are known. */
export function forecastJson(view: ForecastView) {
  const { forecast, previous, backTest } = view;
  return {
    readAs: view.readAs,
    period: { unit: view.unit, from: view.from, to: view.to },
    basis: view.basis,
    listPricePercent: view.listPricePercent ?? null,
    ...(view.detailsFrom === undefined ? {} : { detailsFrom: view.detailsFrom }),
    soFar: { days: view.complete.length, costUsd: soFarOf(view) },
    todaySoFar: { day: view.today, costUsd: isTodayKnown(view) ? decimalFromNanoUsd(view.todaySoFarNanoUsd) : null },
    forecast: forecast && { costUsd: decimalFromNanoUsd(forecast.totalNanoUsd), ...bandJson(forecast.band) },
    days: forecastDays(view).map(({ day, costNanoUsd, isProjected }) => ({
      day,
      costUsd: decimalFromNanoUsd(costNanoUsd),
      forecast: isProjected,
    })),
    previous: {
      from: previous.from,
      to: previous.to,
      costUsd: !previous.isWhole && previous.costNanoUsd === 0n ? null : decimalFromNanoUsd(previous.costNanoUsd),
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

/** Null without a complete day, and where the bill has no line for what was used. */
function soFarOf({ complete, basis }: ForecastView): string | null {
  if (complete.length === 0 || basis === 'unbilled') return null;
  return decimalFromNanoUsd(complete.reduce((sum, day) => sum + day.costNanoUsd, 0n));
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
