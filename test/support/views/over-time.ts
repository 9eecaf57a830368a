import { addDays, type Day } from '#core/time/day.ts';
import type { AnswerView, ChartBand } from '#features/answers/view.ts';
import { answer } from './views.ts';

/** An answer over `days` days up to 21 November 2026, with a band for each of `labels`; `cost` is of one band on one day. */
export function overTime(
  days: number,
  labels: readonly string[],
  cost: (band: number, index: number) => bigint,
  changes: Partial<AnswerView> = {},
): AnswerView {
  const to = '2026-11-22';
  const period = { from: addDays(to, -days), to, calendar: null };
  const dates = Array.from({ length: days }, (_, index): Day => addDays(period.from, index));
  const bands = labels.map((label, band): ChartBand => ({ label, costNanoUsd: dates.map((_, index) => cost(band, index)) }));
  const series = dates.map((day, index) => ({
    day,
    costNanoUsd: bands.reduce((sum, band) => sum + (band.costNanoUsd[index] ?? 0n), 0n),
    requests: 100 + index,
    inputTokens: 50_000 + index,
    outputTokens: 4_000 + index,
  }));
  const view = answer();
  return answer({
    query: { ...view.query, period },
    total: { ...view.total, costNanoUsd: series.reduce((sum, day) => sum + day.costNanoUsd, 0n) },
    bands,
    series,
    ...changes,
  });
}

/** The same for tokens or requests; `count` is of one band on one day, all of it input. */
export function countsOverTime(
  metric: 'tokens' | 'requests',
  days: number,
  labels: readonly string[],
  count: (band: number, index: number) => number,
  changes: Partial<AnswerView> = {},
): AnswerView {
  const view = overTime(days, labels, () => 0n, changes);
  const bands = labels.map((label, band) => ({ label, costNanoUsd: [], counts: view.series.map((_, index) => count(band, index)) }));
  const countOf = (index: number) => bands.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0);
  const series = view.series.map((day, index) => ({ ...day, inputTokens: countOf(index), outputTokens: 0, requests: countOf(index) }));
  const sum = series.reduce((total, day) => total + day.requests, 0);
  return {
    ...view,
    query: { ...view.query, metric },
    bands: changes.bands ?? bands,
    series: changes.series ?? series,
    total: { ...view.total, requests: sum, inputTokens: sum, outputTokens: 0 },
  };
}

/** Twelve models: seven with their own band, largest first, and five others. */
export const teamModels = [
  'gpt-4o-2024-08-06',
  'gpt-5.5-2026-04-23',
  'gpt-4o-mini-2024-07-18',
  'o3-2025-04-16',
  'text-embedding-3-small',
  'gpt-image-1',
  'gpt-4o-realtime-preview-2024-12-17',
  'Other (5)',
];

/** Less at the weekend, a little more every day, and each model less than the one before it. */
export function teamCost(band: number, index: number): bigint {
  const weekend = index % 7 > 4 ? 3n : 10n;
  return (weekend * BigInt(60 - 7 * band) * BigInt(100 + index) * 1_000_000_000n) / 1000n;
}
