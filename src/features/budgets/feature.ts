import type { Feature } from '../feature.ts';
import { budgetsMessage } from './blocks.ts';
import { type BudgetCommand, parseBudgetCommand } from './command.ts';
import { budgetForm } from './form.ts';
import { manageBudgets } from './manage-budgets.ts';
import { budgetsText } from './text.ts';
import type { BudgetsView } from './view.ts';

/** `budget $500 per month`: everyone sees budgets, admins change them. */
export const budgetsFeature: Feature<{ readonly command: BudgetCommand; readonly text: string }, BudgetsView> = {
  help: () => [
    { question: 'budget', meaning: 'budgets with their progress; admins set them up: budget $500 per month', isOfEverything: true },
  ],
  parse(_rest, context) {
    const command = parseBudgetCommand(context.typed, context);
    return 'problem' in command ? command : { command, text: context.typed };
  },
  async answer(parts, { command, text }, asker, now) {
    const view = await manageBudgets({ parts, text, manager: asker, now }, command);
    if (view.kind === 'budgets' && view.done !== null) await parts.watchesChanged();
    return view;
  },
  // An admin sees what they just did; the other budgets are not listed.
  inScope: view => (view.done === null ? null : { ...view, budgets: view.budgets.filter(({ number }) => number === view.done?.number) }),
  // Who changed what is for admins, who are not the only ones to read in a channel.
  blocks: (view, { isPublic }) => budgetsMessage(isPublic ? { ...view, changes: [] } : view),
  text: budgetsText,
  forms: [budgetForm],
};
