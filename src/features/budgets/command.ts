import type { Problem } from '#core/query/query.ts';
import { inBackticks, problem } from '#core/query/query-problems.ts';
import { type QueryContext, type Question, textAt } from '#core/query/question-words.ts';
import { type Budget, defaultThresholds } from '../setup/budget.ts';
import { readSettings, settingWords } from '../setup/command-settings.ts';
import { type ListCommand, type ListedKind, listVerbs, readCommand, readListCommand, type Unknown } from '../setup/list-command.ts';
import { budgetQuestion } from './budget-question.ts';

/** A parsed `/spend budget …`. A null channel is the one where it is typed. */
export type BudgetCommand =
  | ListCommand
  | { readonly do: 'create'; readonly budget: Omit<Budget, 'channelId'> & { readonly channelId: string | null } };

const kind: ListedKind = {
  noun: 'budget',
  clauses: ['amountNanoUsd', 'period', 'thresholds', 'filters', 'channelId'],
  change: 'to $700',
};
const example = inBackticks('budget $500 per month for project Search warn at 50,80,100 in #channel');

/** Parses `budget $500 per month for project Search warn at 50,80,100 in <#C123|ml-costs>` in any order, `budget pause 2` and the like. */
export function parseBudgetCommand(text: string, context: QueryContext): BudgetCommand | Problem {
  if (budgetQuestion(text) !== null) return { do: 'list' };
  return readCommand<BudgetCommand>(text, context, {
    understand: question => readListCommand(question, kind) ?? create(question),
    known: at => (at === 1 ? [...listVerbs, ...settingWords] : settingWords),
    hint: () => `A budget is set up like this: ${example}`,
  });
}

function create(question: Question): BudgetCommand | Problem | Unknown {
  const from = ['add', 'create', 'new', 'set'].includes(textAt(question, 1)) ? 2 : 1;
  const read = readSettings(question, from, kind.clauses);
  if (!('settings' in read)) return read;
  const { amountNanoUsd, period, thresholds = defaultThresholds, filters = [], channelId = null } = read.settings;
  if (amountNanoUsd === undefined) return problem(`A budget needs an amount, for example ${example}.`, { suggestion: 'budget' });
  if (period === undefined)
    return problem('A budget is for a day, week, month or quarter: which one?', {
      choices: ['month', 'week', 'day', 'quarter'].map(unit => `${question.typed.trim()} per ${unit}`),
    });
  return { do: 'create', budget: { amountNanoUsd, period, thresholds, filters, channelId } };
}
