import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { plainName } from '../escape.ts';
import { shorten } from '../shorten.ts';
import { type Message, wordsOf } from './message.ts';

const longestText = 500;

/** The prefix of form view ids and of the buttons that open them. */
const formPrefix = 'form:';

/** Which form a button opens or a view shows. */
export interface FormMeant {
  readonly id: string;
  /** Of the budget, alert or digest that it changes; null for a new one. */
  readonly number: number | null;
}

/** The id of the form's views and buttons: `form:budget`, `form:budget:3`. */
export function formIdOf({ id, number }: FormMeant): string {
  return number === null ? `${formPrefix}${id}` : `${formPrefix}${id}:${number}`;
}

/** Reads {@link formIdOf} back. */
export function formMeantBy(formId: string): FormMeant {
  const [, id = '', number] = /^form:([^:]*)(?::(\d{1,9}))?$/.exec(formId) ?? [];
  return { id, number: number === undefined ? null : Number(number) };
}

/** A form ready to be shown. */
export interface FilledForm {
  readonly meant: FormMeant;
  /** At most 24 characters, like every title of a view. */
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly Field[];
  readonly filled: Filled;
  /** The channel it is opened from; Slack returns it with what is filled in. */
  readonly channelId: string;
}

export function formView({ meant, title, submit, fields, filled, channelId }: FilledForm): ModalView {
  return {
    type: 'modal',
    callback_id: formIdOf(meant),
    private_metadata: channelId,
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks: fields.map(field => inputOf(field, filled[field.id] ?? field.initial)),
  };
}

/** What replaces the form once it is done. */
export function formDoneView(title: string, message: Message): ModalView {
  return messageView(title, message);
}

/** A message with nothing to fill in. `title` has at most 24 characters. */
export function messageView(title: string, message: Message): ModalView {
  return { type: 'modal', callback_id: `${formPrefix}done`, title: plain(title), close: plain('Close'), blocks: wordBlocks(message) };
}

function inputOf(field: Field, holds: Field['initial']): InputBlock {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(field.label),
    optional: field.isOptional ?? false,
    ...(field.hint === undefined ? {} : { hint: plain(field.hint) }),
    element: elementOf(field, holds),
  };
}

function elementOf({ id, kind }: Field, holds: Field['initial']): InputBlock['element'] {
  if (kind === 'menu') {
    const chosen = typeof holds === 'object' ? { initial_option: slackOption(holds) } : {};
    return { type: 'external_select', action_id: id, min_query_length: 0, placeholder: plain('Type to search'), ...chosen };
  }
  const initial = typeof holds === 'object' ? holds.value : holds;
  if (kind === 'channel') {
    const filter = { include: ['public' as const, 'private' as const], exclude_bot_users: true };
    const chosen = initial === undefined ? { default_to_current_conversation: true } : { initial_conversation: initial };
    return { type: 'conversations_select', action_id: id, filter, ...chosen };
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

/** What Slack takes of a searched menu (docs.slack.dev, "Select menu element" and "Option object"). */
export const menuLimits = { options: 100, text: 75, value: 150 } as const;

/** `option` as Slack takes it: a name in it shows as it is. One whose value is too long must not get here. */
export function slackOption({ value, text }: MenuOption): PlainTextOption {
  return { text: { type: 'plain_text', text: shorten(plainName(text), menuLimits.text), emoji: false }, value };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}

/** What a field takes. Uses Slack's own picker where there is one; a `menu` is searched, and its form says what it offers. */
type FieldKind = 'text' | 'channel' | 'time' | 'menu' | { readonly options: readonly (readonly [value: string, shown: string])[] };

/** What a searched menu offers. */
export interface MenuOption {
  /** What the form's command says of it; at most 150 characters. */
  readonly value: string;
  /** Not escaped. Cut at 75 characters. */
  readonly text: string;
}

export interface Field {
  /** Its block id, and its key in {@link FormValues}. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: FieldKind;
  readonly isOptional?: boolean;
  /** Held by a new form; a menu holds an option. */
  readonly initial?: string | MenuOption;
  /** Matches problems that are about this field. */
  readonly about?: RegExp;
  /** What to write instead, in words of the form; null if it can be read. */
  readonly problem?: (values: FormValues) => string | null;
}

/** What fields hold when their form opens, by id; others hold their `initial`. */
export type Filled = Readonly<Record<string, string | MenuOption>>;

/** By field id. Empty fields are left out. */
export type FormValues = Readonly<Record<string, string>>;

/** A view takes 100 blocks; the input is one. */
const mostBlocks = 99;

/** The blocks of `message` that fit in a view: the words, no charts or tables. */
export function wordBlocks(message: Message): ModalView['blocks'] {
  return wordsOf(message)
    .filter(block => block.type !== 'data_visualization')
    .slice(0, mostBlocks);
}
