import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Sum } from '#core/usage/cell.ts';
import type { Figures } from '#core/usage/figures.ts';

/** A sum as answers show it; counts are null where nothing was counted, the cost where nothing has a price. */
export function figuresOf({ costNanoUsd, counts }: Sum): Figures {
  return {
    costNanoUsd,
    requests: counts?.requests ?? null,
    inputTokens: counts?.inputTokens ?? null,
    cachedInputTokens: counts?.cachedInputTokens ?? null,
    outputTokens: counts?.outputTokens ?? null,
  };
}

/** The figures of a whole period: where nothing was used, or nothing has a price, it cost 0. */
export function totalFiguresOf(sum: Sum): Figures & { costNanoUsd: NanoUsd } {
  const counts = sum.counts ?? { requests: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  return { ...figuresOf({ ...sum, counts }), costNanoUsd: sum.costNanoUsd ?? 0n };
}
