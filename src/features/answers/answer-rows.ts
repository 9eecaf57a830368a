import { formatDayAndYear, formatDays, formatWeekday } from '#core/time/format-day.ts';
import { lastDay, lengthInDays, type Period, unitHolding } from '#core/time/period.ts';
import { isTimeUnit, type Metric } from '#core/usage/dimensions.ts';
import type { Figures } from '#core/usage/usage-figures.ts';
import { isOtherBand } from '#show/charts/chart-config.ts';
import { oneLine } from '#show/escape.ts';
import { formatCount } from '#show/format-figures.ts';
import { withoutYearOf } from '#show/phrases.ts';
import type { AnswerView, Group } from './view.ts';

/** One row of an answer: a group, or several in one. */
export interface AnswerRow {
  readonly kind: 'group' | 'others' | 'total';
  /** A name for each column of names. */
  readonly names: readonly string[];
  readonly figures: RowFigures;
}

export type RowFigures = Omit<Figures, 'cachedInputTokens'> & Pick<Group, 'share'> & { readonly key?: Group['key'] };

/**
 * The groups of an answer, or without dimensions its bands; then the total, unless there is one row. Rows beyond `maxRows` roll up into
 * `190 others`, so the rows sum to the total; an answer by time keeps its newest rows. A single other row is listed instead. Empty where
 * nothing was used or cost anything.
 */
export function answerRows(view: AnswerView, maxRows: number): AnswerRow[] {
  if (view.groups.every(isNothing) && isNothing(view.total)) return [];
  const rows = view.query.by.length === 0 ? bandRows(view) : groupRows(view, maxRows);
  const nameless = (rows[0]?.names ?? []).slice(1).map(() => '');
  const figures = { ...view.total, share: null };
  const share = (askedAmount(figures, view.query.metric) ?? 0n) === 0n ? null : 1;
  const total: AnswerRow = { kind: 'total', names: ['Total', ...nameless], figures: { ...figures, share } };
  return rows.length < 2 ? rows : [...rows, total];
}

function isNothing({ costNanoUsd, requests, inputTokens, outputTokens }: Omit<Figures, 'cachedInputTokens'>): boolean {
  return costNanoUsd === 0n && [requests, inputTokens, outputTokens].every(count => (count ?? 0) === 0);
}

function groupRows(view: AnswerView, maxRows: number): AnswerRow[] {
  const { groups, groupCount, query } = view;
  const rows = groups.map(
    (group): AnswerRow => ({
      kind: typeof group.label === 'string' ? 'others' : 'group',
      names: query.by.map((_, column) => nameOf(group, column, view)),
      figures: group,
    }),
  );
  if (rows.length <= maxRows + 1) return rows;
  const byTime = query.by.some(isTimeUnit);
  const rest = byTime ? groups.slice(0, groups.length - maxRows) : groups.slice(maxRows);
  const label = `${formatCount(Math.max(groupCount, groups.length) - maxRows)} ${byTime ? 'earlier' : 'others'}`;
  const others: AnswerRow = { kind: 'others', names: [label, ...query.by.slice(1).map(() => '')], figures: sumOf(rest) };
  return byTime ? [others, ...rows.slice(-maxRows)] : [...rows.slice(0, maxRows), others];
}

function nameOf({ key, label }: Group, column: number, { query: { by, period }, dataThrough }: AnswerView): string {
  const dimension = by[column];
  if (typeof label === 'string') return column === 0 ? othersName(label) : '';
  const name = oneLine((dimension && label[dimension]) ?? '') || '(no name)';
  const start = dimension === undefined ? null : key?.[dimension];
  if (dimension === undefined || !isTimeUnit(dimension) || !start) return name;
  if (dimension === 'day') return withoutYearOf(`${formatWeekday(start)} ${formatDayAndYear(start)}`, dataThrough);
  const named = partOfUnit(unitHolding(dimension, start), period) ?? name;
  return dimension === 'week' ? withoutYearOf(named, dataThrough) : named;
}

/** `26–31 Aug 2026`, `23 Nov 2026 only`: the days of `unit` that `period` has, null where it has all of them. */
function partOfUnit(unit: Period, { from, to }: Period): string | null {
  const part = { from: unit.from < from ? from : unit.from, to: unit.to > to ? to : unit.to };
  if (part.from === unit.from && part.to === unit.to) return null;
  return `${formatDays(part.from, lastDay(part))}${lengthInDays(part) === 1 ? ' only' : ''}`;
}

/** `12 others`, for the `Other (12)` that a view has. */
function othersName(label: string): string {
  return oneLine(label).replace(/^Other \((\d+)\)$/, (_, count: string) => (count === '1' ? '1 other' : `${count} others`));
}

/** Bands are drawn for cost: what a count was made of is asked with a dimension. */
function bandRows({ bands, total, query }: AnswerView): AnswerRow[] {
  if (query.metric !== 'cost') return [];
  return bands.map(({ label, costNanoUsd }) => {
    const cost = costNanoUsd.reduce((sum, day) => sum + day, 0n);
    const share = total.costNanoUsd === 0n ? null : Number((cost * 10_000n) / total.costNanoUsd) / 10_000;
    const figures = { costNanoUsd: cost, share, requests: null, inputTokens: null, outputTokens: null };
    return { kind: isOtherBand(label) ? 'others' : 'group', names: [othersName(label) || '(no name)'], figures };
  });
}

function sumOf(groups: readonly Group[]): RowFigures {
  const costs = groups.flatMap(({ costNanoUsd }) => (costNanoUsd === null ? [] : [costNanoUsd]));
  return {
    costNanoUsd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0n),
    share: sumOfKnown(groups.map(group => group.share)),
    requests: sumOfKnown(groups.map(group => group.requests)),
    inputTokens: sumOfKnown(groups.map(group => group.inputTokens)),
    outputTokens: sumOfKnown(groups.map(group => group.outputTokens)),
  };
}

/** Null if all are unknown. */
function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** The figure that was asked about; null if it is unknown. */
export function askedAmount(figures: RowFigures, metric: Metric): bigint | null {
  if (metric === 'cost') return figures.costNanoUsd;
  const count = metric === 'requests' ? figures.requests : tokensOf(figures);
  return count === null ? null : BigInt(count);
}

export function tokensOf({ inputTokens, outputTokens }: Pick<RowFigures, 'inputTokens' | 'outputTokens'>): number | null {
  return inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);
}
