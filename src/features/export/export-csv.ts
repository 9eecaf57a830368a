import { stringify } from 'csv-stringify/sync';
import { quantityNames } from '#core/usage/usage-row.ts';
import { harmlessCell } from '#show/text-table.ts';
import type { ExportLine } from './lines.ts';

const columns = [
  'record',
  'day',
  'source',
  'operation',
  'model',
  'variant',
  'projectId',
  'project',
  'userId',
  'user',
  'keyId',
  'key',
  'serviceTier',
  'lineItem',
  ...quantityNames,
  'estimatedCostUsd',
  'approximate',
  'unpriced',
  'billedCostUsd',
] as const satisfies readonly (keyof ExportLine)[];

/** Money must stay a number, although a credit starts with a minus sign. spendbot writes it, so it is safe. */
const moneyColumns: readonly string[] = ['estimatedCostUsd', 'billedCostUsd'];

/** An export as CSV (RFC 4180) with a header row, in chunks. Text that a spreadsheet would run as a formula is made harmless. */
export async function* exportCsv(lines: AsyncIterable<ExportLine>): AsyncGenerator<string> {
  yield stringify([columns]);
  for await (const line of lines) {
    yield stringify([
      columns.map(column => {
        const value = line[column];
        if (typeof value === 'boolean') return value ? 'true' : 'false';
        return typeof value === 'string' && !moneyColumns.includes(column) ? harmlessCell(value) : value;
      }),
    ]);
  }
}

/** An export as one JSON array, one element a line, in chunks. */
export async function* exportJson(lines: AsyncIterable<ExportLine>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const line of lines) {
    yield `${separator}${JSON.stringify(line)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
