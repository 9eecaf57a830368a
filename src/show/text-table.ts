import Table from 'cli-table3';
import { oneLine } from './escape.ts';

/** A terminal table, no colors, one line per cell. */
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
 * `text` as a cell no spreadsheet runs as a formula: an apostrophe goes before a leading `=`, `+`, `-`, `@` (or their
 * wide forms), tab or line break (OWASP, "CSV Injection"). Not for numbers.
 */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** An answer as a table of text. Names are unescaped, but may be shortened. */
export interface AnswerTable {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}
