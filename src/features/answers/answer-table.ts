import { type Dimension, isTimeUnit } from '#core/usage/dimensions.ts';
import type { Figures } from '#core/usage/usage-figures.ts';
import { oneLine } from '#show/escape.ts';
import { formatCount, formatShare, formatUsd } from '#show/format-figures.ts';
import { shortNames } from '#show/shorten.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { missingCost } from './missing-cost.ts';
import type { AnswerView, Group } from './view.ts';

/**
 * The groups as a table, or without dimensions the bands; null if there are none. Rows beyond `maxRows` roll up into "190 others",
 * so the table still sums to the total; an answer by time keeps its newest rows.
 */
export function answerTable(view: AnswerView, maxRows: number, maxNameLength: number): AnswerTable | null {
  const { by, metric } = view.query;
  if (by.length === 0) return metric === 'cost' ? bandTable(view, maxNameLength) : null;
  if (view.groups.length === 0) return null;
  const names = by.map((dimension, column) => nameColumn(view.groups, dimension, column, maxNameLength));
  const lines = view.groups.map((group, index) => [...names.map(column => column[index] ?? ''), ...figureCells(view, group)]);
  return { columns: [...by.map(leftColumn), ...figureColumns], rows: withOthers(view, lines, maxRows) };
}

function withOthers(view: AnswerView, lines: string[][], maxRows: number): string[][] {
  const { groups, groupCount, query } = view;
  if (lines.length <= maxRows) return lines;
  const kept = maxRows - 1;
  const byTime = query.by.some(isTimeUnit);
  const rest = byTime ? groups.slice(0, groups.length - kept) : groups.slice(kept);
  const label = `${formatCount(Math.max(groupCount, groups.length) - kept)} ${byTime ? 'earlier' : 'others'}`;
  const others = [label, ...query.by.slice(1).map(() => ''), ...figureCells(view, sumOf(rest))];
  return byTime ? [others, ...lines.slice(-kept)] : [...lines.slice(0, kept), others];
}

function nameColumn(groups: readonly Group[], dimension: Dimension, column: number, maxLength: number): string[] {
  const full = groups.map(({ label }) => oneLine(typeof label === 'string' ? (column === 0 ? label : '') : (label[dimension] ?? '')));
  const distinct = [...new Set(full)];
  const short = new Map(shortNames(distinct, maxLength).map((name, index) => [distinct[index], name]));
  return full.map(name => (name === '' && column > 0 ? '' : (short.get(name) ?? name)));
}

function bandTable({ bands, bandDimension, total }: AnswerView, maxNameLength: number): AnswerTable | null {
  if (bands.length === 0) return null;
  const names = shortNames(
    bands.map(band => oneLine(band.label)),
    maxNameLength,
  );
  const rows = bands.map((band, index) => {
    const cost = band.costNanoUsd.reduce((sum, day) => sum + day, 0n);
    const share = total.costNanoUsd === 0n ? '–' : formatShare(Number((cost * 10_000n) / total.costNanoUsd) / 10_000);
    return [names[index] ?? '', formatUsd(cost), share];
  });
  return { columns: [leftColumn(bandDimension), ...figureColumns.slice(0, 2)], rows };
}

type ShownFigures = Omit<Figures, 'cachedInputTokens'> & Pick<Group, 'share'> & { readonly key?: Group['key'] };

const figureColumns = ['Cost', 'Share', 'Requests', 'Input tokens', 'Output tokens'].map(title => ({ title, align: 'right' as const }));

function leftColumn(dimension: Dimension) {
  return { title: `${dimension.slice(0, 1).toUpperCase()}${dimension.slice(1)}`, align: 'left' as const };
}

function figureCells(view: AnswerView, figures: ShownFigures): string[] {
  const { costNanoUsd, share, requests, inputTokens, outputTokens } = figures;
  return [
    costNanoUsd === null ? missingCost(view, figures) : formatUsd(costNanoUsd),
    share === null ? '–' : formatShare(share),
    ...[requests, inputTokens, outputTokens].map(count => (count === null ? '–' : formatCount(count))),
  ];
}

function sumOf(groups: readonly Group[]): ShownFigures {
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
