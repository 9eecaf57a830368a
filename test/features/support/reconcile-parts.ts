import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { BilledLineItem, EstimatedPart } from '#features/check/entries.ts';

/** The day of parts that name none. */
export const day = '2026-11-10';

/** An estimate in dollars, of input tokens of o3 unless said otherwise; null where no price covers it. */
export function estimated(part: Partial<Omit<EstimatedPart, 'nanoUsd'>> & { usd: number | null }): EstimatedPart {
  const { usd, ...given } = part;
  return {
    ...{ day, operation: 'completion', model: 'o3-2025-04-16', serviceTier: 'default', unit: 'inputTokens', isApproximate: false },
    ...given,
    nanoUsd: usd === null ? null : nanoUsdFromDecimal(usd),
  };
}

/** What is billed for a line item, in dollars. */
export function billed(lineItem: string, usd: number, on: Day = day): BilledLineItem {
  return { day: on, lineItem, amountNanoUsd: nanoUsdFromDecimal(usd) };
}
