import type { TableBlock } from '@slack/types';
import { plainName } from '../escape.ts';
import { shorten } from '../shorten.ts';
import type { AnswerTable } from '../text-table.ts';
import type { Part } from './message.ts';
import { section } from './text-blocks.ts';

/** Slack takes 100 rows and 10,000 characters in a table. */
const maxRows = 100;
const maxCharacters = 9_500;
const maxCellLength = 120;

/** As much of `table` as Slack takes. The last row counts the rest. */
export function tablePart(table: AnswerTable, whereTheRestIs: string): Part {
  const all = [table.columns.map(({ title }) => title), ...table.rows].map(row =>
    row.map(cell => shorten(plainName(cell), maxCellLength) || ' '),
  );
  const kept: string[][] = [];
  let characters = 200;
  for (const row of all) {
    characters += row.join('').length;
    if (characters > maxCharacters || kept.length >= maxRows - 1) break;
    kept.push(row);
  }
  const left = all.length - kept.length;
  const rest = left === 0 ? [] : [[`… ${left} more; ${whereTheRestIs}`, ...table.columns.slice(1).map(() => ' ')]];
  const block: TableBlock = {
    type: 'table',
    // Amounts never break in two lines.
    column_settings: table.columns.map(({ align }) => ({ align, is_wrapped: align === 'left' })),
    rows: [...kept, ...rest].map(row => row.map(text => ({ type: 'raw_text', text }))),
  };
  return { role: 'table', block, instead: section(tableLines(table).join('\n')) };
}

/** The rows as text: `input tokens, default: 2024-10-02, –, $2.50 per 1M tokens, …`. */
export function tableLines({ rows }: AnswerTable): string[] {
  return rows.map(([first = '', ...cells]) => `${first}: ${cells.filter(cell => cell !== '').join(', ')}`);
}
