import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import type { BudgetState } from './view.ts';

/** A budget as `ask --json` prints it in the overview; `to` is the last day of the period, money a decimal string in USD. */
export function budgetJson(budget: BudgetState) {
  const { number, amountNanoUsd, period, from, to, scope, spentNanoUsd, percent, reachedPercent, forecastNanoUsd, basis, isPaused } =
    budget;
  return {
    ...{ number, amountUsd: decimalFromNanoUsd(amountNanoUsd), period, from, to, scope },
    ...{ spentUsd: decimalFromNanoUsd(spentNanoUsd), basis, percent, reachedPercent },
    forecastUsd: forecastNanoUsd === null ? null : decimalFromNanoUsd(forecastNanoUsd),
    isPaused,
  };
}
