import type { UnpricedModel } from '#core/usage/figures.ts';
import type { BilledDays } from '#data/figures/billed-days.ts';
import type { UnpricedCell } from '#data/figures/cells.ts';
import type { AnswerView } from './view.ts';

/** What no price covers, by model and unit, largest first: all of it, and what of it the cost lacks. */
export function unpricedOf(cells: readonly UnpricedCell[], billed: BilledDays): Pick<AnswerView, 'unpriced' | 'unpricedNotInCost'> {
  const estimated = cells.filter(cell => !billed.has(cell.source, cell.day));
  return { unpriced: byModelAndUnit(cells), unpricedNotInCost: byModelAndUnit(estimated) };
}

function byModelAndUnit(cells: readonly UnpricedCell[]): UnpricedModel[] {
  return [...Map.groupBy(cells, ({ model, unit }) => JSON.stringify([model, unit])).values()]
    .flatMap(same =>
      same.slice(0, 1).map(({ model, unit }) => ({ model, unit, quantity: same.reduce((sum, { quantity }) => sum + quantity, 0) })),
    )
    .sort((a, b) => b.quantity - a.quantity || (a.model < b.model ? -1 : 1));
}
