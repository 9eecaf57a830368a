import { type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';

/** Round amounts to offer, times a power of ten. */
const steps = [10n, 12n, 15n, 20n, 25n, 30n, 40n, 50n, 60n, 80n, 100n];

/** The monthly budget to offer after a month that cost this: a tenth more, rounded up to a round amount. Null if it cost nothing. */
export function suggestedBudget(monthNanoUsd: NanoUsd): NanoUsd | null {
  if (monthNanoUsd <= 0n) return null;
  const wanted = (monthNanoUsd * 11n) / 10n;
  let unit = oneDollar / 10n;
  while (100n * unit < wanted) unit *= 10n;
  const step = steps.find(one => one * unit >= wanted) ?? 100n;
  return step * unit;
}
