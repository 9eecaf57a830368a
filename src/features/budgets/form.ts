import { dollarsFromNanoUsd } from '#core/money/nano-usd.ts';
import { budgetPeriods, defaultThresholds } from '../setup/budget.ts';
import { storedBudgets } from '../setup/budgets-store.ts';
import type { Form } from '../setup/form.ts';
import { amountProblem, channelField, channelWords, dollarWords, scopeField, scopeWords } from '../setup/form-fields.ts';
import { thingForm } from '../setup/thing-form.ts';

export const budgetForm: Form = {
  id: 'budget',
  title: number => (number === null ? 'New budget' : 'Change budget'),
  submit: 'Save',
  fields: () => [
    {
      ...{ id: 'amount', label: 'Amount', hint: 'In US dollars: $500', kind: 'text', about: /amount/i },
      problem: ({ amount = '' }) => amountProblem(amount, '$500'),
    },
    { id: 'period', label: 'Per', kind: { options: budgetPeriods.map(unit => [unit, unit] as const) }, initial: 'month' },
    scopeField,
    {
      ...{ id: 'thresholds', label: 'Warn at', hint: 'Percent of the amount', kind: 'text', initial: defaultThresholds.join(', ') },
      problem: ({ thresholds = '' }) =>
        arePercents(thresholds) ? null : 'Write up to 10 whole percents from 1 to 1000, such as 50, 80, 100',
    },
    channelField,
  ],
  ...thingForm('budget', storedBudgets, budget => {
    if (budget === null) return {};
    const { amountNanoUsd, period, thresholds } = budget;
    return { amount: dollarsFromNanoUsd(amountNanoUsd), period, thresholds: thresholds.join(', ') };
  }),
  command(values, submitted) {
    const verb = submitted.number === null ? 'budget' : `budget change ${submitted.number} to`;
    const scope = scopeWords(values, submitted);
    return `${verb} ${dollarWords(values.amount)} per ${values.period} ${scope} warn at ${values.thresholds} in ${channelWords(values)}`;
  },
};

function arePercents(text: string): boolean {
  const percents = text.split(/\s*(?:,|&|\band\b)\s*/).map(percent => /^(\d{1,4})\s?%?$/.exec(percent.trim())?.[1]);
  return percents.length <= 10 && percents.every(percent => Number(percent) >= 1 && Number(percent) <= 1000);
}
