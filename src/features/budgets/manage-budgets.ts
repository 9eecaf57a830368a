import { describeFilters } from '#core/query/describe-query.ts';
import { dayOf } from '#core/time/day.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { Managing } from '../access/manager.ts';
import type { Budget } from '../setup/budget.ts';
import { changeBudget, createBudget, setBudgetState, storedBudgets } from '../setup/budgets-store.ts';
import { changeOne, channelMeant, managedBy, manageThings, setState, setUp, type ThingKind } from '../setup/manage-things.ts';
import type { Done } from '../setup/view.ts';
import { budgetStates } from './budget-states.ts';
import type { BudgetCommand } from './command.ts';
import type { BudgetsView } from './view.ts';

const kind: ThingKind<Budget> = {
  noun: 'budget',
  stored: storedBudgets,
  create: (database, budget, change) => createBudget(database, budget, dayOf(change.at), change),
  replace: changeBudget,
  setState: setBudgetState,
  words({ amountNanoUsd, period, filters, thresholds, channelId }, names) {
    const scope = describeFilters(filters, names) || 'for everything';
    return `${formatUsdInWords(amountNanoUsd)} per ${period} ${scope}, warns at ${thresholds.join(', ')}%, in ${channelId}`;
  },
};

/** Carries out `/spend budget …` and shows the updated budgets, or the problem. */
export function manageBudgets(managing: Managing, command: BudgetCommand): Promise<BudgetsView | ProblemView> {
  return manageThings(managing, command, carryOut, budgetsView);
}

async function budgetsView(managing: Managing, done: Done | null): Promise<BudgetsView> {
  const { parts, manager, now } = managing;
  return { kind: 'budgets', done, budgets: await budgetStates(parts, now, manager), ...(await managedBy(managing, 'budget')) };
}

async function carryOut(managing: Managing, command: BudgetCommand): Promise<Done | ProblemView | null> {
  switch (command.do) {
    case 'list':
      return null;
    case 'create':
      return setUp(managing, kind, { ...command.budget, channelId: command.budget.channelId ?? managing.manager.channelId });
    case 'change': {
      const { amountNanoUsd, period, filters, thresholds, channelId } = command.changes;
      return changeOne(managing, kind, command.number, before => ({
        amountNanoUsd: amountNanoUsd ?? before.amountNanoUsd,
        period: period ?? before.period,
        filters: filters ?? before.filters,
        thresholds: thresholds ?? before.thresholds,
        channelId: channelMeant(managing, channelId, before.channelId),
      }));
    }
    default:
      return setState(managing, kind, command.number, command.do);
  }
}
