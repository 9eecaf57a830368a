import Table from 'cli-table3';
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

/**
 * `text` as a cell that no spreadsheet runs as a formula: one that starts with `=`, `+`, `-`, `@` (the wide forms too), a
 * tab or a line break gets a leading apostrophe (OWASP, "CSV Injection"). Not for numbers, which must stay numbers.
 */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** An answer as lines and columns of text; names are as they came, but for their length. */
export interface AnswerTable {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}
