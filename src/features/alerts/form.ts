import type { Form, FormValues } from '#show/blocks/form.ts';
import { channelField, channelWords, dollarWords, scopeField, scopeWords } from '../setup/form-fields.ts';

export const alertForm: Form = {
  id: 'alert',
  title: 'New alert',
  submit: 'Set up',
  fields: () => [
    {
      id: 'kind',
      label: 'When',
      kind: {
        options: [
          ['spike', 'A day costs unusually much'],
          ['day', 'A day costs more than an amount'],
          ['silent', 'Nothing is collected for some hours'],
          ['unpriced', 'A model has no price'],
          ['new model', 'A new model is used for the first time'],
          ['new key', 'A new key is used for the first time'],
        ],
      },
      initial: 'spike',
    },
    {
      id: 'amount',
      label: 'Over',
      hint: 'In US dollars, for unusual days and amounts: $20. In hours for collecting: 6h.',
      kind: 'text',
      isOptional: true,
      about: /amount|hours/i,
    },
    scopeField,
    channelField,
  ],
  command: values => `alerts ${values.kind} ${over(values)} ${scopeWords(values)} in ${channelWords(values)}`,
};

function over({ amount, kind }: FormValues): string {
  if (amount === undefined) return '';
  return kind === 'silent' ? amount : `over ${dollarWords(amount)}`;
}
