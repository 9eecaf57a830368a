import { type ComparedPart, sumOfCompared } from './gap.ts';
import { cellsOf, nameOfCell } from './reconcile-cell.ts';
import type { Entry } from './reconcile-entry.ts';

/** Each model, tool or line item of neither, the largest first. */
export function comparedByModel(entries: readonly Entry[]): ComparedPart[] {
  return largestFirst([...Map.groupBy(entries, ({ subject }) => subject)].map(([name, own]) => ({ name, ...sumOfCompared(own) })));
}

/** As finely as both sides tell apart: `gpt-5, priority, input tokens`. The largest first. */
export function comparedByLineItem(entries: readonly Entry[]): ComparedPart[] {
  return largestFirst(
    cellsOf(entries).map(cell => {
      const part = cell.tier === null && cell.unit === null ? [] : [nameOfCell(cell)];
      return { name: [cell.subject, ...part].join(', '), ...sumOfCompared(cell.entries) };
    }),
  );
}

/** Each day on which either side has anything, oldest first. */
export function comparedByDay(entries: readonly Entry[]): ComparedPart[] {
  const byDay = [...Map.groupBy(entries, ({ day }) => day)].map(([name, own]) => ({ name, ...sumOfCompared(own) }));
  return byDay.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** By the larger of the two sides; ties by name. */
function largestFirst(parts: ComparedPart[]): ComparedPart[] {
  const sizeOf = ({ billedNanoUsd, estimatedNanoUsd }: ComparedPart) =>
    billedNanoUsd > estimatedNanoUsd ? billedNanoUsd : estimatedNanoUsd;
  return parts.sort((a, b) => {
    const [one, other] = [sizeOf(a), sizeOf(b)];
    if (one !== other) return one > other ? -1 : 1;
    return a.name < b.name ? -1 : 1;
  });
}
