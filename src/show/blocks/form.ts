import type { InputBlock, ModalView } from '@slack/types';
import { type Message, wordsOf } from './message.ts';

const longestText = 500;

/** The prefix of form view ids and of the buttons that open them. */
export const formPrefix = 'form:';

export function formView(form: Form, timeZone: string): ModalView {
  return {
    type: 'modal',
    callback_id: `${formPrefix}${form.id}`,
    title: plain(form.title),
    submit: plain(form.submit),
    close: plain('Cancel'),
    blocks: form.fields(timeZone).map(inputOf),
  };
}

/** What replaces the form once it is done. */
export function formDoneView(form: Form, message: Message): ModalView {
  return messageView(form.title, message);
}

/** A message with nothing to fill in. `title` has at most 24 characters. */
export function messageView(title: string, message: Message): ModalView {
  return { type: 'modal', callback_id: `${formPrefix}done`, title: plain(title), close: plain('Close'), blocks: wordBlocks(message) };
}

function inputOf(field: Field): InputBlock {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(field.label),
    optional: field.isOptional ?? false,
    ...(field.hint === undefined ? {} : { hint: plain(field.hint) }),
    element: elementOf(field),
  };
}

function elementOf({ id, kind, initial }: Field): InputBlock['element'] {
  if (kind === 'channel') {
    const filter = { include: ['public' as const, 'private' as const], exclude_bot_users: true };
    return { type: 'conversations_select', action_id: id, default_to_current_conversation: true, filter };
  }
  if (kind === 'time') return { type: 'timepicker', action_id: id, ...(initial === undefined ? {} : { initial_time: initial }) };
  if (kind === 'text') {
    return {
      type: 'plain_text_input',
      action_id: id,
      max_length: longestText,
      ...(initial === undefined ? {} : { initial_value: initial }),
    };
  }
  const options = kind.options.map(([value, shown]) => ({ text: plain(shown), value }));
  const chosen = options.find(({ value }) => value === initial);
  return { type: 'static_select', action_id: id, options, ...(chosen === undefined ? {} : { initial_option: chosen }) };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}

/** What a field takes. Uses Slack's own picker where there is one. */
type FieldKind = 'text' | 'channel' | 'time' | { readonly options: readonly (readonly [value: string, shown: string])[] };

export interface Field {
  /** Its block id, and its key in {@link FormValues}. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: FieldKind;
  readonly isOptional?: boolean;
  readonly initial?: string;
  /** Matches problems that are about this field. */
  readonly about?: RegExp;
}

/** By field id. Empty fields are left out. */
export type FormValues = Readonly<Record<string, string>>;

/** A form for a command: it does whatever the command does. */
export interface Form {
  readonly id: string;
  /** At most 24 characters. */
  readonly title: string;
  readonly submit: string;
  /** @param timeZone of the person filling it in. */
  fields(timeZone: string): readonly Field[];
  command(values: FormValues): string;
}

/** A view takes 100 blocks; the input is one. */
const mostBlocks = 99;

/** The blocks of `message` that fit in a view: the words, no charts or tables. */
export function wordBlocks(message: Message): ModalView['blocks'] {
  return wordsOf(message)
    .filter(block => block.type !== 'data_visualization')
    .slice(0, mostBlocks);
}
