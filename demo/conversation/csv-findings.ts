import Papa from 'papaparse';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { type Finding, isEqual, says } from './finding.ts';
import type { ShownMessage } from './shown-message.ts';
import type { Asked, TrueFigures } from './true-figures.ts';

/** Compares an answer `as csv` with the ledger to the nano-dollar and to the token. Every day must be billed. */
export function csvFindings({ verbatim, lines }: ShownMessage, asked: Asked, truth: TrueFigures): Finding[] {
  const { data } = Papa.parse<string[]>(verbatim ?? '', { skipEmptyLines: true });
  const [header = [], ...rows] = data;
  const expected = truth.rows(asked).map(({ label, costNanoUsd, counts }) => {
    const { requests = '', inputTokens = '', outputTokens = '' } = counts ?? {};
    return [label, costNanoUsd === null ? '' : decimalFromNanoUsd(costNanoUsd), requests, inputTokens, outputTokens].join(' ');
  });
  const columns = [asked.by, 'cost_usd', 'requests', 'input_tokens', 'output_tokens'].map(name => header.indexOf(name));
  const came = rows.map(row => columns.map(column => row[column] ?? '').join(' '));
  return [
    says('where the cost comes from', 'Billed: what OpenAI charges', lines),
    isEqual('the number of rows', String(expected.length), String(came.length)),
    ...expected.toSorted().map((line, index) => isEqual(`line ${index + 1}, to the nano-dollar`, line, came.toSorted()[index] ?? null)),
  ];
}
