import { changeNotes, doneWords } from '../setup/words.ts';
import type { BudgetsView } from './view.ts';
import { budgetHowTo, budgetLines, noBudgets } from './words.ts';

/** The budgets as lines for a terminal. */
export function budgetsText(view: BudgetsView): string[] {
  const budgets = view.budgets.flatMap(budget => {
    const { title, progress, warns } = budgetLines(budget, id => id);
    return [title, `  ${progress}`, `  ${warns}`];
  });
  return [
    ...(view.done === null ? [] : [doneWords(view.done, 'Budget')]),
    ...(budgets.length === 0 ? [noBudgets, budgetHowTo] : budgets),
    ...changeNotes(view.changes, id => id),
  ];
}
