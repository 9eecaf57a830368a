import { createElement, type ReactElement } from 'react';
import { initialValues, shownText } from '../element-values.ts';
import { isJsonObject } from '../json.ts';
import { holding, type Placed, words } from './element-attributes.ts';

/** How many characters Slack waits for before it asks the bot, where the bot does not say. */
const usualLeast = 3;

/** A menu whose options the bot gives for what is typed; the page's script asks for them and shows them. */
export function searchElement(placed: Placed): ReactElement {
  const { element, blockId } = placed;
  const { key, ...attributes } = holding(placed);
  const [chosen = ''] = initialValues(element);
  const listId = `options-${blockId}-${element.action_id}`;
  const shown = isJsonObject(element.initial_option) ? (shownText(element.initial_option.text) ?? '') : '';
  return createElement(
    'div',
    { key: String(key), className: 'searched' },
    createElement('input', {
      ...attributes,
      type: 'text',
      role: 'combobox',
      className: 'field',
      'aria-expanded': false,
      'aria-autocomplete': 'list',
      'aria-controls': listId,
      'data-chosen': chosen,
      'data-shown': shown,
      'data-least': element.min_query_length ?? usualLeast,
      defaultValue: shown,
      placeholder: words(element.placeholder),
      autoComplete: 'off',
    }),
    createElement('ul', { id: listId, role: 'listbox', 'aria-label': 'Options', hidden: true }),
  );
}
