import type { Field, Form, FormValues } from '#show/blocks/form.ts';

const channel: Field = {
  id: 'channel',
  label: 'Channel',
  hint: 'spendbot must be a member of it: /invite @spendbot',
  kind: 'channel',
  about: /channel/i,
};
const scope: Field = {
  id: 'scope',
  label: 'Only for',
  hint: 'project Search · model gpt-4o · without batch. Empty is everything.',
  kind: 'text',
  isOptional: true,
  about: /scope|person|key/i,
};

const scopeForm: Form = {
  id: 'scope',
  title: 'What a channel shows',
  submit: 'Save',
  fields: () => [{ ...channel, hint: 'Answers that are asked for there stay inside the scope' }, scope],
  command: values => `settings scope ${inChannel(values)} ${values.scope === undefined ? 'clear' : `to ${values.scope}`}`,
};

const budgetForm: Form = {
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
    scope,
    { id: 'thresholds', label: 'Warn at', hint: 'Percents of the amount', kind: 'text', initial: '50, 80, 100' },
    channel,
  ],
  command: values =>
    `budget ${dollars(values.amount)} per ${values.period} ${forScope(values)} warn at ${values.thresholds} in ${inChannel(values)}`,
};

const alertForm: Form = {
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
    scope,
    channel,
  ],
  command: values => `alerts ${values.kind} ${over(values)} ${forScope(values)} in ${inChannel(values)}`,
};

const digestForm: Form = {
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
    scope,
    channel,
  ],
  command: values => `digest ${values.rhythm} at ${values.time} ${values.zone} ${forScope(values)} in ${inChannel(values)}`,
};

export const forms: readonly Form[] = [scopeForm, budgetForm, alertForm, digestForm];

function inChannel({ channel: id = '' }: FormValues): string {
  return `<#${id}>`;
}

/** A scope says `for` itself where it excludes: `without batch`. */
function forScope({ scope: text }: FormValues): string {
  if (text === undefined) return '';
  return /^\s*(?:for|only|on|without|except|excluding)\b/i.test(text) ? text : `for ${text}`;
}

function dollars(amount = ''): string {
  return /^\s*[\d.,]+[km]?\s*$/i.test(amount) ? `$${amount.trim()}` : amount;
}

function over({ amount, kind }: FormValues): string {
  if (amount === undefined) return '';
  return kind === 'silent' ? amount : `over ${dollars(amount)}`;
}
