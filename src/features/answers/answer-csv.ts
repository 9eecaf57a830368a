import { stringify } from 'csv-stringify/sync';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { lastDay } from '#core/time/period.ts';
import { type Dimension, isTimeUnit } from '#core/usage/dimensions.ts';
import type { SeriesDay } from '#core/usage/usage-figures.ts';
import type { TextFile } from '#delivery/slack/upload.ts';
import { harmlessCell } from '#show/text-table.ts';
import { withUnknownRequests } from './answer-figures.ts';
import { answerJson } from './json.ts';
import { type AnswerView, type Group, knownDay } from './view.ts';

/**
 * An answer's groups as CSV (RFC 4180): labels, and ids of what has a name besides, then figures, USD as decimals, unknown ones empty.
 * By day without dimensions.
 * Text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, "CSV Injection"); numbers stay numbers.
 */
export function answerCsv(view: AnswerView): string {
  const by = view.query.by;
  if (by.length === 0) {
    const days = view.series.map(day => [day.day, ...dayCells(knownDay(day, view.missingDays), view)]);
    return stringify([['day', 'cost_usd', 'requests', 'input_tokens', 'output_tokens'], ...days]);
  }
  const labels = by.flatMap(dimension => (named.has(dimension) ? [dimension, `${dimension}_id`] : [dimension]));
  const header = [...labels, 'cost_usd', 'share', 'requests', 'input_tokens', 'cached_input_tokens', 'output_tokens'];
  return stringify([header, ...view.groups.map(group => row(group, by))]);
}

/** What has a name besides its id. A model is called by its id. */
const named: ReadonlySet<Dimension> = new Set(['user', 'project', 'key']);

/** Empty for a day of which nothing was collected, for a cost that no bill says, and for requests that no row counts. */
function dayCells(day: SeriesDay | null, { basis, leftOut = [] }: AnswerView) {
  if (day === null) return [null, null, null, null];
  const { requests } = withUnknownRequests(
    { ...day, cachedInputTokens: null },
    leftOut.filter(row => row.day === day.day),
  );
  const isUnbilled = basis === 'unbilled' && day.costNanoUsd === 0n;
  return [isUnbilled ? null : decimalFromNanoUsd(day.costNanoUsd), requests, day.inputTokens, day.outputTokens];
}

function row(group: Group, by: readonly Dimension[]) {
  const names = by.flatMap((dimension, index) => {
    const id = harmlessCell(group.key?.[dimension] ?? '');
    const label = typeof group.label === 'string' ? (index === 0 ? group.label : '') : (group.label[dimension] ?? '');
    if (isTimeUnit(dimension)) return [id || harmlessCell(label)];
    return named.has(dimension) ? [harmlessCell(label), id] : [harmlessCell(label)];
  });
  return [
    ...names,
    group.costNanoUsd === null ? null : decimalFromNanoUsd(group.costNanoUsd),
    group.share === null ? null : group.share.toFixed(4),
    group.requests,
    group.inputTokens,
    group.cachedInputTokens,
    group.outputTokens,
  ];
}

/** The file for a question that ends in `as csv` or `as json`; null for any other. */
export function answerFile(view: AnswerView): TextFile | null {
  const { form, metric, period } = view.query;
  const about = view.readAs;
  const name = `${metric}-${period.from}-to-${lastDay(period)}.${form}`;
  if (form === 'csv') return { name, text: answerCsv(view), about };
  return form === 'json' ? { name, text: `${JSON.stringify(answerJson(view), null, 2)}\n`, about } : null;
}
