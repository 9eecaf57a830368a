import { decimalFromNanoUsd, type NanoUsd } from '#core/money/nano-usd.ts';
import { lastDay, lengthInDays } from '#core/time/period.ts';
import type { Figures } from '#core/usage/usage-figures.ts';
import { leftOutJson } from '#show/left-out-text.ts';
import { type AnswerView, type Group, knownDay, knownToday, nothingIsKnown, nothingIsKnownBefore } from './view.ts';

/** The JSON of `ask --json`. Money is in USD with nine decimals, `period.to` the last day. No field is left out: null or empty. */
export function answerJson(view: AnswerView) {
  const { query, previous, todaySoFar } = view;
  return {
    readAs: view.readAs,
    ...(view.within === undefined ? {} : { within: view.within.words }),
    query: {
      metric: query.metric,
      by: query.by,
      filters: query.filters.map(({ dimension, values, exclude }) => ({ dimension, values, exclude })),
      top: query.top,
    },
    ...(view.detailsFrom === undefined ? {} : { detailsFrom: view.detailsFrom }),
    period: { from: query.period.from, to: lastDay(query.period), days: lengthInDays(query.period) },
    basis: view.basis,
    listPricePercent: view.listPricePercent ?? null,
    ...(view.billedPercent === undefined ? {} : { billedPercent: view.billedPercent }),
    total: nothingIsKnown(view) ? unknown : figures({ ...view.total, ...(view.basis === 'unbilled' ? { costNanoUsd: null } : {}) }),
    groups: view.groups.map(group),
    series: view.series.map(day => ({
      day: day.day,
      costUsd: costOf(view.basis === 'unbilled' && day.requests > 0 ? null : knownDay(day, view.missingDays)),
    })),
    previous: {
      from: previous.from,
      to: previous.to,
      costUsd: nothingIsKnownBefore(view) ? null : decimalFromNanoUsd(previous.figures.costNanoUsd),
      changePercent: previous.changePercent,
    },
    todaySoFar: todaySoFar && { day: todaySoFar.day, costUsd: costOf(knownToday(view)) },
    unpriced: view.unpriced,
    estimatedAsBilled: view.estimatedAsBilled ?? [],
    provisionalDays: view.provisionalDays,
    estimatedDays: view.estimatedDays,
    unknownDays: view.unknownDays,
    missingDays: view.missingDays,
    leftOut: leftOutJson(view),
    dataThrough: view.dataThrough,
  };
}

function costOf(known: { readonly costNanoUsd: NanoUsd } | null): string | null {
  return known === null ? null : decimalFromNanoUsd(known.costNanoUsd);
}

/** Of a period of which nothing was collected. */
const unknown = { costUsd: null, requests: null, inputTokens: null, cachedInputTokens: null, outputTokens: null };

function figures({ costNanoUsd, requests, inputTokens, cachedInputTokens, outputTokens }: Figures) {
  const costUsd = costNanoUsd === null ? null : decimalFromNanoUsd(costNanoUsd);
  return { costUsd, requests, inputTokens, cachedInputTokens, outputTokens };
}

function group({ key, label, share, ...rest }: Group) {
  const { costUsd, ...counts } = figures(rest);
  return { key, label, costUsd, share: share === null ? null : Number(share.toFixed(4)), ...counts };
}
