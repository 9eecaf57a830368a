import type { Form } from '#show/blocks/form.ts';
import { channelField, channelWords, dollarWords, scopeField, scopeWords } from '../setup/form-fields.ts';

export const budgetForm: Form = {
  id: 'budget',
  title: 'New budget',
  submit: 'Set up',
  fields: () => [
    { id: 'amount', label: 'Amount', hint: 'In US dollars: $500', kind: 'text', about: /amount/i },
    {
      id: 'period',
      label: 'Per',
      kind: { options: ['day', 'week', 'month', 'quarter'].map(unit => [unit, unit] as const) },
      initial: 'month',
    },
    scopeField,
    { id: 'thresholds', label: 'Warn at', hint: 'Percents of the amount', kind: 'text', initial: '50, 80, 100' },
    channelField,
  ],
  command: values =>
    `budget ${dollarWords(values.amount)} per ${values.period} ${scopeWords(values)} warn at ${values.thresholds} in ${channelWords(values)}`,
};
