import type { Form } from '#show/blocks/form.ts';
import { channelField, channelWords, scopeField, scopeWords } from '../setup/form-fields.ts';

export const digestForm: Form = {
  id: 'digest',
  title: 'New digest',
  submit: 'Set up',
  fields: timeZone => [
    {
      id: 'rhythm',
      label: 'How often',
      kind: {
        options: [
          ['daily', 'Every day'],
          ['weekly', 'On Mondays'],
          ['monthly', 'On the 1st'],
        ],
      },
      initial: 'daily',
    },
    { id: 'time', label: 'At', kind: 'time', initial: '09:00' },
    {
      id: 'zone',
      label: 'Time zone',
      hint: 'Europe/Berlin · America/New_York · UTC',
      kind: 'text',
      initial: timeZone,
      about: /time zone/i,
    },
    scopeField,
    channelField,
  ],
  command: values => `digest ${values.rhythm} at ${values.time} ${values.zone} ${scopeWords(values)} in ${channelWords(values)}`,
};
