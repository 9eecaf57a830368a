import { createElement, type ReactElement } from 'react';
import { objectsIn } from '../json.ts';
import { type Placed, pressing, words } from './element-attributes.ts';

export function buttonElement(placed: Placed): ReactElement {
  const { element } = placed;
  const className = `press ${element.style === 'primary' || element.style === 'danger' ? element.style : ''}`.trim();
  const attributes = { ...pressing(placed), className, 'aria-label': element.accessibility_label };
  if (typeof element.url !== 'string') return createElement('button', { ...attributes, type: 'button' }, words(element.text));
  return createElement('a', { ...attributes, href: element.url, target: '_blank', rel: 'noreferrer' }, words(element.text));
}

/** The ⋯ menu. It opens without a script; the page's script adds arrow keys and closes it. */
export function overflowElement(placed: Placed): ReactElement {
  const { key, ...attributes } = pressing(placed);
  const entries = objectsIn(placed.element.options).map(({ value, text, url }) => {
    const entry = { key: String(value), ...attributes, role: 'menuitem', 'data-choice': value };
    if (typeof url === 'string') return createElement('a', { ...entry, href: url, target: '_blank', rel: 'noreferrer' }, words(text));
    return createElement('button', { ...entry, type: 'button' }, words(text));
  });
  return createElement(
    'details',
    { key: String(key), className: 'menu' },
    createElement('summary', { className: 'press', 'aria-label': 'More actions' }, '⋯'),
    createElement('div', { role: 'menu' }, entries),
  );
}
