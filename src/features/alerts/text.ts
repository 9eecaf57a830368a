import { oneLine } from '#show/escape.ts';
import type { AlertsView, BudgetsView } from '../budgets/view.ts';
import { alertHowTo, alertRuleLine, budgetHowTo, budgetLines, changeNotes, doneWords, forecastLine } from '../budgets/words.ts';
import type { AlertView } from './view.ts';
import { alertHeadline, alertLines, alertReplyWords, alertStateWords } from './words.ts';

/** An alert for a terminal, a line each. */
export function alertText(view: AlertView): string[] {
  if (view.part === 'reply') return [oneLine(alertReplyWords(view))];
  const state = alertStateWords(view, asItIs);
  return [alertHeadline(view), ...alertLines(view), ...(state === null ? [] : [state])].map(oneLine);
}

/** The budgets for a terminal. */
export function budgetsText(view: BudgetsView): string[] {
  const budgets = view.budgets.flatMap(budget => {
    const { title, progress, warns } = budgetLines(budget, asItIs);
    return [title, `  ${progress}`, `  ${warns}`];
  });
  return [
    ...(view.done === null ? [] : [doneWords(view.done, 'Budget')]),
    ...(budgets.length === 0 ? ['There is no budget yet.', budgetHowTo] : budgets),
    ...changeNotes(view, asItIs),
  ];
}

/** The alerts for a terminal. */
export function alertsText(view: AlertsView): string[] {
  const rules = view.rules.map(rule => alertRuleLine(rule, asItIs));
  return [
    ...(view.done === null ? [] : [doneWords(view.done, 'Alert')]),
    ...(rules.length === 0 ? ['Nothing is watched yet besides budgets.', alertHowTo] : rules),
    forecastLine(view),
    ...changeNotes(view, asItIs),
  ].map(oneLine);
}

function asItIs(id: string): string {
  return id;
}
