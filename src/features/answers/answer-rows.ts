import { formatDayAndYear, formatDays, formatWeekday } from '#core/time/format-day.ts';
import { lastDay, lengthInDays, type Period, unitHolding } from '#core/time/period.ts';
import { isTimeUnit, type Metric } from '#core/usage/dimensions.ts';
import type { Figures } from '#core/usage/usage-figures.ts';
import { isOtherBand } from '#show/charts/chart-config.ts';
import { oneLine } from '#show/escape.ts';
import { formatCount } from '#show/format-figures.ts';
import { plural, withoutYearOf } from '#show/phrases.ts';
import { dimensionName } from './chart-plot.ts';
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
 * `190 others`, so the rows sum to the total; an answer by time keeps its newest days, weeks or months, each whole. A single other row is
 * listed instead. Empty where nothing was used or cost anything.
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
  const nameless = query.by.slice(1).map(() => '');
  const others = (names: readonly string[], rest: readonly Group[]): AnswerRow => ({ kind: 'others', names, figures: sumOf(rest) });
  const count = (left: number, words: string) => [`${formatCount(left)} ${words}`, ...nameless];
  if (!query.by.some(isTimeUnit))
    return [...rows.slice(0, maxRows), others(count(Math.max(groupCount, groups.length) - maxRows, 'others'), groups.slice(maxRows))];
  const from = firstKept(view, maxRows);
  const kept = rows.slice(from);
  const earlier =
    from === 0 ? [] : [others(query.by.length === 1 ? count(from, 'earlier') : namesOfEarlier(view, from), groups.slice(0, from))];
  if (kept.length <= maxRows + 1) return [...earlier, ...kept];
  // A single day, week or month of more than there is room for.
  return [...earlier, ...kept.slice(0, maxRows), others(count(kept.length - maxRows, 'others'), groups.slice(from + maxRows))];
}

/** The first group that an answer by time lists: never in the middle of a day, week or month, and at least the newest of them is. */
function firstKept({ groups, query }: AnswerView, maxRows: number): number {
  const unitOf = ({ key }: Group) => query.by.map(dimension => (isTimeUnit(dimension) ? key?.[dimension] : '')).join();
  const starts = groups.flatMap((group, index) => {
    const before = groups[index - 1];
    return group.key !== null && (before === undefined || unitOf(before) !== unitOf(group)) ? [index] : [];
  });
  return starts.find(start => groups.length - start <= maxRows) ?? starts.at(-1) ?? 0;
}

/** `5 projects · Tue 17 Nov`, `6 models · Tue 17 Nov – Thu 19 Nov` of the first `count` groups. */
function namesOfEarlier(view: AnswerView, count: number): string[] {
  const earlier = view.groups.slice(0, count);
  const counted = view.query.by.find(dimension => !isTimeUnit(dimension));
  return view.query.by.map((dimension, column) => {
    if (dimension === counted) return namedCount(new Set(earlier.map(({ key }) => key?.[dimension])).size, dimensionName(dimension));
    if (!isTimeUnit(dimension)) return '';
    return [...new Set([earlier[0], earlier.at(-1)].flatMap(group => (group ? [nameOf(group, column, view)] : [])))].join(' – ');
  });
}

function namedCount(count: number, noun: string): string {
  return noun === 'person' && count !== 1 ? `${formatCount(count)} people` : plural(count, noun);
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
