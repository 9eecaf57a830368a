import { dollarsFromNanoUsd } from '#core/money/nano-usd.ts';
import { describeFilters } from '#core/query/describe.ts';
import { dayOf } from '#core/time/day.ts';
import { lastChanges } from '#data/database/audit-log.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { namesWithin } from '../access/channel-scope.ts';
import { cannotPost, type Managing, notAllowed, problemView, tooPersonal } from '../access/manager.ts';
import type { Budget } from '../setup/budget.ts';
import { changeBudget, createBudget, setBudgetState, storedBudgets } from '../setup/budgets-store.ts';
import type { Done } from '../setup/view.ts';
import { budgetStates } from './budget-states.ts';
import { type BudgetCommand, parseBudgetCommand } from './command.ts';
import type { BudgetsView } from './view.ts';

const listedChanges = 5;

/** Does what `/spend budget …` says, and shows the budgets as they are then; a problem where it cannot. */
export async function manageBudgets(managing: Managing): Promise<BudgetsView | ProblemView> {
  const { parts, text, now, manager } = managing;
  const command = parseBudgetCommand(text, { now, names: await namesWithin(parts.database, manager.within, now) });
  if ('problem' in command) return { kind: 'problem', ...command };
  const refused = command.do === 'list' ? null : await notAllowed(manager);
  if (refused) return refused;
  const done = await carryOut(managing, command);
  if (done !== null && 'kind' in done) return done;
  const mayChange = await manager.mayChange();
  const changes = mayChange ? await lastChanges(parts.database, listedChanges) : [];
  return {
    kind: 'budgets',
    done,
    budgets: await budgetStates(parts, now),
    mayChange,
    changes: changes.map(({ at, who, what }) => ({ at: at.toISOString(), who, what })),
  };
}

async function carryOut(managing: Managing, command: BudgetCommand): Promise<Done | ProblemView | null> {
  switch (command.do) {
    case 'list':
      return null;
    case 'create':
      return create(managing, command.budget);
    case 'change':
      return change(managing, command.number, command.changes);
    case 'pause':
      return setState(managing, command.number, 'paused', 'paused');
    case 'resume':
      return setState(managing, command.number, 'active', 'resumed');
    case 'remove':
      return setState(managing, command.number, 'removed', 'removed');
  }
}

async function create(managing: Managing, asked: Omit<Budget, 'channelId'> & { channelId: string | null }): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const budget = { ...asked, channelId: asked.channelId ?? manager.channelId };
  const problem = await problemOf(managing, budget);
  if (problem) return problem;
  const what = `set up ${await wordsOf(managing, budget)}`;
  const number = await createBudget(parts.database, budget, dayOf(now), { by: manager.slackUserId, at: now, what });
  return { did: 'set up', number };
}

type Changes = Extract<BudgetCommand, { do: 'change' }>['changes'];

async function change(managing: Managing, number: number, changes: Changes): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const before = (await storedBudgets(parts.database)).find(budget => budget.number === number);
  if (!before) return noSuchBudget(number);
  const budget: Budget = {
    amountNanoUsd: changes.amountNanoUsd ?? before.amountNanoUsd,
    period: changes.period ?? before.period,
    filters: changes.filters ?? before.filters,
    thresholds: changes.thresholds ?? before.thresholds,
    channelId: changes.channelId === null ? manager.channelId : (changes.channelId ?? before.channelId),
  };
  const problem = await problemOf(managing, budget);
  if (problem) return problem;
  const what = `changed to ${await wordsOf(managing, budget)}`;
  const isDone = await changeBudget(parts.database, number, budget, { by: manager.slackUserId, at: now, what });
  return isDone ? { did: 'changed', number } : noSuchBudget(number);
}

async function setState(
  { parts, manager, now }: Managing,
  number: number,
  state: 'active' | 'paused' | 'removed',
  did: 'resumed' | 'paused' | 'removed',
): Promise<Done | ProblemView> {
  const isDone = await setBudgetState(parts.database, number, state, { by: manager.slackUserId, at: now, what: did });
  return isDone ? { did, number } : noSuchBudget(number);
}

async function problemOf({ parts, manager, text }: Managing, budget: Budget): Promise<ProblemView | null> {
  return tooPersonal(parts, budget.filters) ?? (await cannotPost(manager, budget.channelId, text));
}

function noSuchBudget(number: number): ProblemView {
  return problemView(`There is no budget ${number}.`, { suggestion: 'budget' });
}

/** For the audit log. */
async function wordsOf({ parts }: Managing, { amountNanoUsd, period, filters, thresholds, channelId }: Budget): Promise<string> {
  const scope = describeFilters(filters, await readNames(parts.database)) || 'for everything';
  return `${dollarsFromNanoUsd(amountNanoUsd)} per ${period} ${scope}, warns at ${thresholds.join(', ')} %, in ${channelId}`;
}
