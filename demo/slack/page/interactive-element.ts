import type { ReactElement } from 'react';
import { buttonElement, overflowElement } from './buttons.ts';
import { choicesElement, type Offered, selectElement } from './choice-elements.ts';
import type { Placed } from './element-attributes.ts';
import { searchElement } from './search-element.ts';
import { textElement } from './text-elements.ts';

/**
 * An element to press or fill in. The drawing library draws these too, but they need its own script. Null for a kind that this
 * workspace does not know.
 */
export function interactiveElement(placed: Placed, offered: Offered): ReactElement | null {
  const type = String(placed.element.type);
  if (type === 'button') return buttonElement(placed);
  if (type === 'overflow') return overflowElement(placed);
  if (type === 'checkboxes' || type === 'radio_buttons' || /^multi_(static|users|channels|conversations)_select$/.test(type)) {
    return choicesElement(placed, offered);
  }
  if (/^(static|users|channels|conversations)_select$/.test(type)) return selectElement(placed, offered);
  if (type === 'external_select') return searchElement(placed);
  return textElement(placed);
}
