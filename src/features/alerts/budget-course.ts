import type { NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import type { ForecastView } from '../forecast/view.ts';
import type { Budget } from '../setup/budget.ts';
import type { BudgetCourse } from './view.ts';

/** When the thresholds of a running budget were reached, by its complete days, and when it will be used up, by its forecast. */
export function courseOf(
  { amountNanoUsd, thresholds }: Pick<Budget, 'amountNanoUsd' | 'thresholds'>,
  spentNanoUsd: NanoUsd,
  { from, today, complete, forecast }: Pick<ForecastView, 'from' | 'today' | 'complete' | 'forecast'>,
): BudgetCourse {
  const amountOf = (percent: number) => (amountNanoUsd * BigInt(percent)) / 100n;
  const [reached, ahead] = [true, false].map(is => thresholds.filter(percent => spentNanoUsd >= amountOf(percent) === is));
  const projected = forecast?.projected ?? [];
  const inOrder = [...complete, ...projected].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const passesOn = spentNanoUsd >= amountNanoUsd || forecast === null ? null : dayReaching(amountNanoUsd + 1n, inOrder, from);
  return {
    reached: (reached ?? []).map(percent => ({ percent, day: dayReaching(amountOf(percent), complete, from) })),
    nextPercent: ahead?.[0] ?? null,
    // A past day that was not collected is projected too, but what is not spent yet was not passed then.
    passesOn: passesOn !== null && passesOn >= today ? passesOn : null,
  };
}

/** The first day by whose end `days` add up to `amount`; null when they do not, or when days before it are missing. */
function dayReaching(amount: NanoUsd, days: readonly { readonly day: Day; readonly costNanoUsd: NanoUsd }[], from: Day): Day | null {
  let total = 0n;
  for (const [index, { day, costNanoUsd }] of days.entries()) {
    if (day !== addDays(from, index)) return null;
    total += costNanoUsd;
    if (total >= amount) return day;
  }
  return null;
}
