import { createElement, type ReactElement } from 'react';
import { isJsonObject, type JsonObject, objectsIn } from '../json.ts';

/**
 * A button or menu as the page's script presses it: `data-action` and `data-block` say what it is. The library draws these too, but
 * only with its own script behind them. Null for a kind that the page cannot press.
 */
export function interactiveElement(element: JsonObject, blockId: string, key: number): ReactElement | null {
  if (element.type === 'button') return button(element, blockId, key);
  if (element.type === 'static_select' || element.type === 'overflow') return menu(element, blockId, key);
  return null;
}

function button(element: JsonObject, blockId: string, key: number): ReactElement {
  const className = `press ${element.style === 'primary' || element.style === 'danger' ? element.style : ''}`.trim();
  const pressing = { key, className, 'data-action': element.action_id, 'data-block': blockId };
  if (typeof element.url !== 'string')
    return createElement('button', { ...pressing, type: 'button', 'aria-label': element.accessibility_label }, textOf(element.text));
  return createElement('a', { ...pressing, href: element.url, target: '_blank', rel: 'noreferrer' }, textOf(element.text));
}

function menu(element: JsonObject, blockId: string, key: number): ReactElement {
  const options = [...objectsIn(element.options), ...objectsIn(element.option_groups).flatMap(group => objectsIn(group.options))];
  const initial = isJsonObject(element.initial_option) ? String(element.initial_option.value) : '';
  const placeholder = element.type === 'overflow' ? '…' : textOf(element.placeholder) || 'Choose';
  return createElement(
    'select',
    { key, className: 'press', 'data-action': element.action_id, 'data-block': blockId, 'aria-label': placeholder, defaultValue: initial },
    createElement('option', { key: 'none', value: '' }, placeholder),
    options.map(option => createElement('option', { key: String(option.value), value: String(option.value) }, textOf(option.text))),
  );
}

function textOf(text: unknown): string {
  return isJsonObject(text) ? String(text.text) : '';
}
