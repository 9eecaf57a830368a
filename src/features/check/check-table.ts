import { formatDayAndYear } from '#core/time/format-day.ts';
import { formatPercentColumn, formatUsdColumn } from '#show/format-column.ts';
import { isUnderACent } from '#show/format-figures.ts';
import { plural, withoutYearOf } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { byDifference, type Compared, differenceOf, differencePercent, sumOfCompared } from './gap.ts';
import type { CheckView } from './view.ts';

interface Part {
  readonly name: string;
  readonly compared: Compared;
  readonly isUnpriced: boolean;
}

interface CheckTable extends AnswerTable {
  readonly above: string | null;
}

const shownRows = 10;

/**
 * Billed and estimated cost by model or day, with the total last; null if nothing was compared. With several sources, rows name theirs.
 * Rows that agree to the cent are one row, `21 lines agree to the cent`, and so are those beyond the `most` that differ most; `above` says so.
 */
export function checkTable(view: CheckView, by: 'model' | 'day', most = shownRows): CheckTable | null {
  const compared = view.sources.flatMap(source => (source.reconciliation === null ? [] : [source.reconciliation]));
  if (compared.length === 0) return null;
  const { agreeing, differing } = Object.groupBy(partsOf(view, by), part => (agreesToTheCent(part) ? 'agreeing' : 'differing'));
  const largest = new Set((differing ?? []).toSorted((a, b) => byDifference(a.compared, b.compared)).slice(0, most));
  const noun = by === 'model' ? 'line' : 'day';
  const rest = (differing ?? []).filter(part => !largest.has(part));
  const parts = [
    ...(differing ?? []).filter(part => largest.has(part)),
    ...together(rest, count => plural(count, `more ${noun}`)),
    ...together(agreeing ?? [], count => `${plural(count, noun)} agree to the cent`),
    { name: 'Total', compared: sumOfCompared(compared), isUnpriced: false },
  ];
  return {
    above: rest.length < 2 ? null : `The ${plural(most, noun)} that differ most${by === 'day' ? ', in order of date' : ''}`,
    columns: [
      { title: by === 'model' ? 'Model or line item' : 'Day', align: 'left' },
      ...['Difference', 'Billed', 'Estimated', '% of estimate'].map(title => ({ title, align: 'right' as const })),
    ],
    rows: cellsOf(parts),
  };
}

function partsOf({ sources, to }: CheckView, by: 'model' | 'day'): Part[] {
  const prefix = (id: string) => (sources.length === 1 ? '' : `${id}: `);
  return sources.flatMap(({ id, unpriced, reconciliation }) =>
    (reconciliation?.[by === 'model' ? 'byModel' : 'byDay'] ?? []).map(({ name, ...compared }) => ({
      name: `${prefix(id)}${by === 'day' ? withoutYearOf(formatDayAndYear(name), to) : shorten(name || '(no model)', 60)}`,
      compared,
      isUnpriced: compared.estimatedNanoUsd === 0n && unpriced.some(({ model }) => model === name),
    })),
  );
}

function agreesToTheCent({ compared, isUnpriced }: Part): boolean {
  const difference = differenceOf(compared);
  return !isUnpriced && (difference === 0n || isUnderACent(difference));
}

/** Several parts as one, a single one as it is. */
function together(parts: readonly Part[], nameOf: (count: number) => string): Part[] {
  if (parts.length < 2) return [...parts];
  return [{ name: nameOf(parts.length), compared: sumOfCompared(parts.map(({ compared }) => compared)), isUnpriced: false }];
}

function cellsOf(parts: readonly Part[]): string[][] {
  const billed = formatUsdColumn(parts.map(({ compared }) => compared.billedNanoUsd));
  const estimated = formatUsdColumn(parts.map(({ compared }) => compared.estimatedNanoUsd));
  const differences = parts.map(({ compared }) => differenceOf(compared));
  const shown = formatUsdColumn(differences);
  const percents = formatPercentColumn(parts.map(({ compared }, index) => shownPercent(compared, differences[index] ?? 0n)));
  return parts.map(({ name, isUnpriced }, index) => [
    name,
    isUnderACent(differences[index] ?? 0n) ? '–' : `${(differences[index] ?? 0n) > 0n ? '+' : ''}${shown[index]}`,
    billed[index] ?? '',
    isUnpriced ? 'no list price' : (estimated[index] ?? ''),
    percents[index] ?? '',
  ]);
}

/** With one side only, the difference is always all of it. */
function shownPercent(compared: Compared, difference: bigint): number | null {
  return difference === 0n || isUnderACent(difference) || compared.billedNanoUsd === 0n ? null : differencePercent(compared);
}
