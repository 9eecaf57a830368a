import type { Period } from '#core/time/period.ts';

/** The same days as `periods`, each once: periods that touch or overlap become one, oldest first. */
export function mergedPeriods(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  for (const period of periods.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = merged.at(-1);
    if (last && period.from <= last.to) merged[merged.length - 1] = { from: last.from, to: period.to > last.to ? period.to : last.to };
    else merged.push(period);
  }
  return merged;
}
