import { createElement, type ReactElement } from 'react';
import { type Block, isJsonObject } from '../json.ts';
import type { Offered } from './choice-elements.ts';
import { words } from './element-attributes.ts';
import { interactiveElement } from './interactive-element.ts';

/** A form field: label, element, hint, and the place for its error. Null for an unknown element. */
export function inputBlockElement(block: Block, offered: Offered): ReactElement | null {
  if (!isJsonObject(block.element)) return null;
  const blockId = String(block.block_id);
  const labelledBy = `label-${blockId}`;
  const isTold = block.dispatch_action === true;
  const field = interactiveElement({ element: block.element, blockId, isTold, key: 0, labelledBy }, offered);
  if (field === null) return null;
  return createElement(
    'div',
    { key: 'input', className: 'form-field' },
    createElement(
      'p',
      { id: labelledBy, className: 'label' },
      words(block.label),
      block.optional === true ? createElement('span', { className: 'note' }, ' (optional)') : null,
    ),
    field,
    isJsonObject(block.hint) ? createElement('p', { className: 'field-hint' }, words(block.hint)) : null,
    createElement('p', { className: 'field-problem', role: 'alert', 'data-problem-of': blockId, hidden: true }),
  );
}
