import { dollarsFromNanoUsd } from '#core/money/nano-usd.ts';
import type { Field, FormValues } from '#show/blocks/form.ts';
import type { Form } from '../setup/form.ts';
import { amountProblem, channelField, channelWords, dollarWords, hoursProblem, scopeField, scopeWords } from '../setup/form-fields.ts';
import { allShownHere } from '../setup/scope-menu.ts';
import { thingForm } from '../setup/thing-form.ts';
import { storedAlertRules } from './rules-store.ts';

const kindField: Field = {
  id: 'kind',
  label: 'When',
  kind: {
    options: [
      ['spike', 'A day costs much more than usual'],
      ['day', 'A day costs more than an amount'],
      ['silent', 'Nothing is collected for some hours'],
      ['unpriced', 'A model has no price'],
      ['new model', 'A new model is used for the first time'],
      ['new key', 'A new key is used for the first time'],
    ],
  },
  initial: 'spike',
};

/** In the words of the menu above it. */
const overHint = 'More than usual: by how much ($20). More than an amount: which ($150). Nothing collected: how long (6h)';

export const alertForm: Form = {
  id: 'alert',
  title: number => (number === null ? 'New alert' : 'Change alert'),
  submit: 'Save',
  fields: isChange => [
    ...(isChange ? [] : [kindField]),
    {
      id: 'amount',
      label: 'Over',
      hint: isChange ? overHint : `${overHint}. Otherwise leave it empty`,
      kind: 'text',
      isOptional: true,
      about: /amount|hours/i,
      problem: values => overProblem(values, isChange),
    },
    scopeField,
    channelField,
  ],
  ...thingForm('alert', storedAlertRules, rule => {
    if (rule === null) return {};
    const { amountNanoUsd, hours } = rule;
    if (amountNanoUsd !== null) return { amount: dollarsFromNanoUsd(amountNanoUsd) };
    return hours === null ? {} : { amount: `${hours}h` };
  }),
  command(values, submitted) {
    const verb = submitted.number === null ? values.kind : `change ${submitted.number}`;
    const scope = values.scope === allShownHere && hasNoScope(values) ? '' : scopeWords(values, submitted);
    return `alerts ${verb} ${over(values)} ${scope} in ${channelWords(values)}`;
  },
};

/** Such a kind watches everything, also for a channel that shows only a part. */
function hasNoScope({ kind = 'spike' }: FormValues): boolean {
  return kind !== 'spike' && kind !== 'day';
}

/** A change says neither which kind it is of, nor does it need an amount. */
function overProblem({ amount, kind }: FormValues, isChange: boolean): string | null {
  if (amount === undefined) return kind === 'day' ? 'Write an amount, such as $20' : null;
  if (isChange) return hoursProblem(amount) === null ? null : amountProblem(amount, '$20, or hours, such as 6h');
  if (kind === 'silent') return hoursProblem(amount);
  return hasNoScope({ kind: kind ?? 'spike' }) ? 'Leave this empty: it has no amount' : amountProblem(amount, '$20');
}

function over({ amount, kind }: FormValues): string {
  if (amount === undefined) return '';
  return kind === 'silent' || /^\s*\d+\s*h/i.test(amount) ? amount : `over ${dollarWords(amount)}`;
}
