import { createElement, type ReactElement, type ReactNode } from 'react';
import { initialValues, optionsOf } from '../element-values.ts';
import { isJsonObject, type JsonObject, objectsIn } from '../json.ts';
import { holding, type Placed, words } from './element-attributes.ts';

interface Option {
  readonly value: string;
  readonly text: string;
  readonly description: string;
}

/** People and channels that a picker offers. */
export interface Offered {
  readonly users: readonly { id: string; name: string }[];
  readonly channels: readonly { id: string; name: string; isDirect: boolean }[];
}

/** A single-choice menu. */
export function selectElement(placed: Placed, offered: Offered): ReactElement {
  const { element } = placed;
  const [initial = ''] = initialValues(element);
  const groups = objectsIn(element.option_groups);
  const asOption = ({ value, text }: Option) => createElement('option', { key: value, value }, text);
  const entries: ReactNode =
    groups.length > 0
      ? groups.map(({ label, options }, index) =>
          createElement('optgroup', { key: index, label: words(label) }, ...objectsIn(options).map(optionOf).map(asOption)),
        )
      : choices(element, offered).map(asOption);
  return createElement(
    'select',
    { ...holding(placed), className: 'press', defaultValue: initial },
    createElement('option', { key: 'none', value: '' }, words(element.placeholder) || 'Choose'),
    entries,
  );
}

/** Checkboxes, radio buttons, or a multiple-choice menu. */
export function choicesElement(placed: Placed, offered: Offered): ReactElement {
  const { element, blockId } = placed;
  const { key, ...attributes } = holding(placed);
  const initial = new Set(initialValues(element));
  const type = element.type === 'radio_buttons' ? 'radio' : 'checkbox';
  return createElement(
    'fieldset',
    { key: String(key), ...attributes, className: String(element.type).startsWith('multi_') ? 'choices many' : 'choices' },
    choices(element, offered).map(({ value, text, description }) =>
      createElement(
        'label',
        { key: value },
        createElement('input', { type, name: `${blockId} ${element.action_id}`, value, defaultChecked: initial.has(value) }),
        createElement('span', null, text, description === '' ? null : createElement('small', null, description)),
      ),
    ),
  );
}

function choices(element: JsonObject, { users, channels }: Offered): Option[] {
  const kind = String(element.type);
  if (kind.includes('users_select')) return users.map(({ id, name }) => ({ value: id, text: name, description: '' }));
  const isChannels = kind.includes('channels_select');
  if (isChannels || kind.includes('conversations_select')) {
    return channels
      .filter(({ isDirect }) => !isDirect || (!isChannels && includesDirect(element)))
      .map(({ id, name, isDirect }) => ({ value: id, text: isDirect ? name : `#${name}`, description: '' }));
  }
  return optionsOf(element).map(optionOf);
}

function includesDirect({ filter }: JsonObject): boolean {
  return !isJsonObject(filter) || !Array.isArray(filter.include) || filter.include.includes('im');
}

function optionOf({ value, text, description }: JsonObject): Option {
  return { value: String(value), text: plain(text), description: plain(description) };
}

/** Options are shown without formatting, so escaped characters of a formatted text are unescaped. */
function plain(text: unknown): string {
  if (!isJsonObject(text) || text.type !== 'mrkdwn') return words(text);
  return words(text)
    .replace(/[*_~`]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
