import type { Question } from './answer-findings.ts';
import { type Finding, finding, isEqual } from './finding.ts';
import { showsCount, showsPercent, showsUsd } from './shown-figure.ts';
import type { ShownMessage } from './shown-message.ts';
import type { TrueFigures, TrueRow } from './true-figures.ts';
import { amountOf, merged, totalOf, trueTable } from './true-table.ts';

/** The bands of a picture, beside which there is one more for the others. */
const maxBands = 7;

/** Compares the table row by row, cell by cell. A question for tokens or requests that is not split has none. */
export function tableFindings(table: ShownMessage['table'], question: Question, truth: TrueFigures): Finding[] {
  const isSplit = question.by !== 'nothing';
  if (!isSplit && question.metric !== 'cost') return [isEqual('the table', 'none', table === null ? 'none' : 'a table')];
  const rows = isSplit ? splitRows(question, truth) : bandRows(question, truth);
  const total = amountOf(totalOf(rows), question.metric);
  const titles = [isSplit ? capitalised(question.by) : 'Model', ...columns.slice(0, isSplit ? columns.length : 2)];
  const [header = [], ...lines] = table ?? [];
  return [
    isEqual('the columns', titles.join(' | '), header.join(' | ')),
    isEqual('the rows', rows.map(({ label }) => label).join(' | '), lines.map(([label]) => label).join(' | ')),
    ...rows.flatMap((row, index) => cellFindings(lines[index] ?? [], row, question, total)),
  ];
}

const columns = ['Cost', 'Share', 'Requests', 'Input tokens', 'Output tokens'];

function splitRows(question: Question, truth: TrueFigures): TrueRow[] {
  return trueTable(truth.rows(question), { metric: question.metric, isByDay: question.by === 'day', top: question.top ?? null });
}

/** Unsplit, the table says of which models the picture's bands are. */
function bandRows(question: Question, truth: TrueFigures): TrueRow[] {
  const costing = truth.rows({ ...question, by: 'model' }).filter(({ costNanoUsd }) => costNanoUsd !== null && costNanoUsd !== 0n);
  const sorted = costing.toSorted((a, b) => Number(amountOf(b, 'cost') - amountOf(a, 'cost')));
  return merged(sorted, maxBands, count => `Other (${count})`);
}

function cellFindings(cells: readonly string[], row: TrueRow, { by, metric }: Question, total: bigint): Finding[] {
  const [, cost = '', share = '', ...counts] = cells;
  const percent = total === 0n ? null : (Number(amountOf(row, metric)) / Number(total)) * 100;
  const trueCounts = row.counts === null ? [null, null, null] : [row.counts.requests, row.counts.inputTokens, row.counts.outputTokens];
  return [
    finding(
      `the cost of ${row.label}`,
      row.costNanoUsd === null ? cost === 'unpriced' : showsUsd(cost, row.costNanoUsd),
      row.costNanoUsd === null ? 'unpriced' : `$${(Number(row.costNanoUsd) / 1e9).toFixed(4)}`,
      cost,
    ),
    finding(
      `the share of ${row.label}`,
      percent === null ? share === '–' : showsPercent(share, percent),
      percent === null ? '–' : `${percent.toFixed(2)} %`,
      share,
    ),
    ...(by === 'nothing' ? [] : trueCounts).map((count, index) =>
      finding(
        `${columns[index + 2]} of ${row.label}`,
        count === null ? counts[index] === '–' : showsCount(counts[index] ?? '', count),
        String(count ?? '–'),
        counts[index] ?? 'nothing',
      ),
    ),
  ];
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
