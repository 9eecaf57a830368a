import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { Basis } from '#core/usage/usage-figures.ts';
import type { Budget } from '../setup/budget.ts';
import type { Managed } from '../setup/view.ts';
import type { Watch } from '../setup/watch-state-store.ts';

/** A budget in its current period. */
export interface BudgetState extends Omit<Budget, 'filters'>, Pick<Watch, 'number' | 'isPaused'> {
  readonly from: Day;
  /** The last day of the period. */
  readonly to: Day;
  /** `for project "Search"`; empty for everything. */
  readonly scope: string;
  /** Whether the scope names people or keys, so that not everyone may see it. */
  readonly namesPeople: boolean;
  readonly spentNanoUsd: NanoUsd;
  readonly basis: Basis;
  /** At what percentage of list price the estimated part is estimated; left out at list price. */
  readonly listPricePercent?: number;
  /** As in an answer. */
  readonly billedPercent?: number;
  /** How much of its days have begun, in percent. */
  readonly elapsedPercent: number;
  /** The percentage of the amount spent, rounded down. */
  readonly percent: number;
  /** The highest threshold reached; null below the lowest. */
  readonly reachedPercent: number | null;
  /** The projected cost of the whole period; null when there is no forecast. */
  readonly forecastNanoUsd: NanoUsd | null;
  /** The upper end of its likely range; absent where none is known. */
  readonly highNanoUsd?: NanoUsd | null;
}

export interface BudgetsView extends Managed {
  readonly kind: 'budgets';
  readonly budgets: readonly BudgetState[];
}
