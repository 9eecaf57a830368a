import type { Form } from '#show/blocks/form.ts';
import { channelField, channelWords, scopeField } from '../setup/form-fields.ts';

/** `/spend settings scope …` as a form. */
export const scopeForm: Form = {
  id: 'scope',
  title: 'What a channel shows',
  submit: 'Save',
  fields: () => [{ ...channelField, hint: 'Answers that are asked for there stay inside the scope' }, scopeField],
  command: values => `settings scope ${channelWords(values)} ${values.scope === undefined ? 'clear' : `to ${values.scope}`}`,
};
