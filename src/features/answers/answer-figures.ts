import { ascending } from '#core/ascending.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { CellSum } from '#core/usage/figure-cell.ts';
import { type LeftOut, requestCounts } from '#core/usage/left-out.ts';
import type { Figures, UnpricedModel } from '#core/usage/usage-figures.ts';
import type { UnpricedUsage } from '#data/figures/unpriced-usage.ts';
import type { AnswerView } from './view.ts';

/** A sum as answers show it. Counts are null if nothing was counted; the cost is null if nothing has a price. */
export function figuresOf({ costNanoUsd, counts }: CellSum): Figures {
  return {
    costNanoUsd,
    requests: counts?.requests ?? null,
    inputTokens: counts?.inputTokens ?? null,
    cachedInputTokens: counts?.cachedInputTokens ?? null,
    outputTokens: counts?.outputTokens ?? null,
  };
}

/** The figures for a whole period. The cost is 0 if nothing was used or nothing has a price. */
export function totalFiguresOf(sum: CellSum): Figures & { costNanoUsd: NanoUsd } {
  const counts = sum.counts ?? { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  return { ...figuresOf({ ...sum, counts }), costNanoUsd: sum.costNanoUsd ?? 0n };
}

/** Requests of which no row says how many are unknown, not 0. Where some rows do say, their sum stands, and a note names the others. */
export function withUnknownRequests<F extends Figures>(figures: F, leftOut: readonly LeftOut[]): F {
  const isUnknown = figures.requests === 0 && leftOut.some(({ part }) => requestCounts.has(part));
  return isUnknown ? { ...figures, requests: null } : figures;
}

/** Unpriced usage by model and unit, largest first: all of it, the part missing from the cost, and what is estimated as billed lately. */
export function unpricedOf(usage: readonly UnpricedUsage[]): Pick<AnswerView, 'unpriced' | 'unpricedNotInCost' | 'estimatedAsBilled'> {
  const asBilled = usage.filter(({ costFrom }) => costFrom === 'as billed');
  return {
    unpriced: byModelAndUnit(usage.filter(({ costFrom }) => costFrom !== 'as billed')),
    unpricedNotInCost: byModelAndUnit(usage.filter(({ costFrom }) => costFrom === 'nothing')),
    ...(asBilled.length === 0 ? {} : { estimatedAsBilled: byModelAndUnit(asBilled) }),
  };
}

export function byModelAndUnit(cells: readonly Omit<UnpricedUsage, 'costFrom'>[]): UnpricedModel[] {
  return [...Map.groupBy(cells, ({ model, unit }) => JSON.stringify([model, unit])).values()]
    .flatMap(same =>
      same.slice(0, 1).map(({ model, unit }) => ({ model, unit, quantity: same.reduce((sum, { quantity }) => sum + quantity, 0) })),
    )
    .sort((a, b) => b.quantity - a.quantity || ascending(a.model, b.model));
}
