import { formatDifference, formatPercent, formatUsd, isUnderACent } from '#show/format-figures.ts';
import { shorten } from '#show/shorten.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { type Compared, differenceOf, differencePercent, sumOfCompared } from './gap.ts';
import type { CheckView } from './view.ts';

/**
 * Billed and estimated cost by model or day, with the total last; null if nothing was compared. With several sources, rows name theirs.
 * A row under a cent on both sides counts only in the total.
 */
export function checkTable(view: CheckView, by: 'model' | 'day'): AnswerTable | null {
  const compared = view.sources.flatMap(({ id, unpriced, reconciliation }) =>
    reconciliation === null ? [] : [{ id, reconciliation, unpriced: new Set(unpriced.map(({ model }) => model)) }],
  );
  if (compared.length === 0) return null;
  const prefix = (id: string) => (view.sources.length === 1 ? '' : `${id}: `);
  const rows = compared.flatMap(({ id, reconciliation, unpriced }) =>
    reconciliation[by === 'model' ? 'byModel' : 'byDay']
      .filter(isWorthACent)
      .map(part => row(`${prefix(id)}${shorten(part.name || '(no model)', 60)}`, part, unpriced.has(part.name))),
  );
  return {
    columns: [
      { title: by === 'model' ? 'Model or line item' : 'Day', align: 'left' },
      ...['Billed', 'Estimated', 'Difference', '% of billed'].map(title => ({ title, align: 'right' as const })),
    ],
    rows: [...rows, row('Total', sumOfCompared(compared.map(({ reconciliation }) => reconciliation)))],
  };
}

function isWorthACent({ billedNanoUsd, estimatedNanoUsd }: Compared): boolean {
  return [billedNanoUsd, estimatedNanoUsd].some(amount => amount !== 0n && !isUnderACent(amount));
}

function row(name: string, compared: Compared, isUnpriced = false): string[] {
  const percent = differencePercent(compared);
  const difference = differenceOf(compared);
  return [
    name,
    formatUsd(compared.billedNanoUsd),
    isUnpriced && compared.estimatedNanoUsd === 0n ? 'unpriced' : formatUsd(compared.estimatedNanoUsd),
    isUnderACent(difference) ? 'under $0.01' : formatDifference(difference),
    // With one side only, the difference is always all of it.
    percent === null || difference === 0n || isUnderACent(difference) || compared.estimatedNanoUsd === 0n ? '–' : formatPercent(percent),
  ];
}
