import type { Message } from '#show/blocks/message.ts';
import { channelLink } from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { listMessage, stateButtons } from '../setup/blocks.ts';
import { doneWords } from '../setup/words.ts';
import type { BudgetsView } from './view.ts';
import { budgetHowTo, budgetLines, noBudgets } from './words.ts';

/** `/spend budget`: each budget with its progress, and with buttons for readers who can change it. */
export function budgetsMessage({ done, budgets, mayChange, changes }: BudgetsView): Message {
  return listMessage({
    noun: 'budget',
    done: done === null ? null : doneWords(done, 'Budget'),
    listed: budgets.map(budget => {
      const { title, progress, warns } = budgetLines(budget, channelLink);
      const { number, isPaused } = budget;
      const state = { noun: 'budget', number, isPaused, gone: 'Nobody will be told by it any more.' } as const;
      return { lines: [title, progress].map(mrkdwnName), details: [warns], buttons: mayChange ? stateButtons(state) : [] };
    }),
    none: noBudgets,
    mayChange,
    howTo: budgetHowTo,
    changes,
  });
}
