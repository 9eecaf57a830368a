import type { Metric } from '#core/usage/dimensions.ts';
import { formatCountColumn, formatShareColumn, formatUsdColumn } from '#show/format-column.ts';
import { type AnswerRow, type RowFigures, tokensOf } from './answer-rows.ts';
import { missingCost } from './missing-cost.ts';
import type { AnswerView } from './view.ts';

/** A column of figures, a cell for each row. */
export interface FigureColumn {
  readonly title: string;
  readonly cells: readonly string[];
}

type FigureTitle = 'Cost' | 'Share' | 'Requests' | 'Tokens' | 'Input tokens' | 'Output tokens';

/** What was asked and its share first. */
const columnsOf: Readonly<Record<Metric, readonly FigureTitle[]>> = {
  cost: ['Cost', 'Share', 'Requests', 'Tokens'],
  tokens: ['Tokens', 'Share', 'Input tokens', 'Output tokens', 'Requests', 'Cost'],
  requests: ['Requests', 'Share', 'Tokens', 'Cost'],
};

/** The figures of `rows`, what was asked first. Cells of a column have the same decimals. Without dimensions, only cost and share. */
export function figureColumns(view: AnswerView, rows: readonly AnswerRow[]): FigureColumn[] {
  const figures = rows.map(row => row.figures);
  const titles = view.query.by.length === 0 ? columnsOf.cost.slice(0, 2) : columnsOf[view.query.metric];
  return titles.map(title => ({ title, cells: cellsOf(view, title, figures) }));
}

function cellsOf(view: AnswerView, title: FigureTitle, figures: readonly RowFigures[]): string[] {
  switch (title) {
    case 'Cost':
      return costCells(view, figures);
    case 'Share':
      return formatShareColumn(figures.map(({ share }) => share));
    case 'Requests':
      return formatCountColumn(figures.map(row => countOf(row, row.requests)));
    case 'Tokens':
      return formatCountColumn(figures.map(row => countOf(row, tokensOf(row))));
    case 'Input tokens':
      return formatCountColumn(figures.map(({ inputTokens }) => inputTokens));
    case 'Output tokens':
      return formatCountColumn(figures.map(({ outputTokens }) => outputTokens));
  }
}

/** What costs something and has no count is counted otherwise, as sessions are. */
function countOf({ costNanoUsd }: RowFigures, count: number | null): number | null {
  return count === 0 && costNanoUsd !== null && costNanoUsd !== 0n ? null : count;
}

function costCells(view: AnswerView, figures: readonly RowFigures[]): string[] {
  const amounts = formatUsdColumn(figures.map(({ costNanoUsd }) => costNanoUsd ?? 0n));
  return figures.map((row, index) => (row.costNanoUsd === null ? missingCost(view, row) : (amounts[index] ?? '')));
}
