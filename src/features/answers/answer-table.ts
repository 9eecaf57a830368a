import type { Dimension } from '#core/usage/dimensions.ts';
import { capitalized } from '#show/phrases.ts';
import { shortNames } from '#show/shorten.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { type AnswerRow, answerRows } from './answer-rows.ts';
import { figureColumns } from './figure-columns.ts';
import type { AnswerView } from './view.ts';

/**
 * The rows of an answer as a table for Slack; null if there are none. Its first column has all names, `gpt-5.5 · Search`, so that
 * on a phone the figure that was asked for is next to them.
 */
export function answerTable(view: AnswerView, maxRows: number, maxNameLength: number): AnswerTable | null {
  const rows = answerRows(view, maxRows);
  if (rows.length === 0) return null;
  const dimensions = dimensionsOf(view);
  const names = dimensions.map((_, column) =>
    shortened(
      rows.map(row => row.names[column] ?? ''),
      maxNameLength,
    ),
  );
  const figures = figureColumns(view, rows).filter(({ title }) => title !== 'Share' || !rows.every(isOfSmallShare));
  return {
    columns: [
      { title: dimensions.map(dimensionTitle).join(' · '), align: 'left' },
      ...figures.map(({ title }) => ({ title, align: 'right' as const })),
    ],
    rows: rows.map((_, index) => [
      names.flatMap(column => column[index] || []).join(' · '),
      ...figures.map(({ cells }) => cells[index] ?? ''),
    ]),
  };
}

/** On a phone the shares of thirty days only push what they are of off the screen. */
function isOfSmallShare({ kind, figures: { share } }: AnswerRow): boolean {
  return kind === 'total' || (share !== null && share < 0.05);
}

/** What each column of names holds. */
export function dimensionsOf({ query, bandDimension }: AnswerView): readonly Dimension[] {
  return query.by.length === 0 ? [bandDimension] : query.by;
}

/** The title of a column of names. */
export function dimensionTitle(dimension: Dimension): string {
  return titles[dimension] ?? capitalized(dimension);
}

const titles: Readonly<Partial<Record<Dimension, string>>> = { user: 'Person', key: 'API key', tier: 'Service tier' };

function shortened(names: readonly string[], maxLength: number): string[] {
  const distinct = [...new Set(names)];
  const short = new Map(shortNames(distinct, maxLength).map((name, index) => [distinct[index], name]));
  return names.map(name => (name === '' ? '' : (short.get(name) ?? name)));
}
