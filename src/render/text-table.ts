import Table from 'cli-table3';
import type { AnswerTable } from './answer-table.ts';
import { oneLine } from './escape.ts';

/** A table for a terminal, without colours; each cell on one line. */
export function drawTable(columns: AnswerTable['columns'], rows: AnswerTable['rows']): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map(row => row.map(oneLine)));
  return table.toString();
}
