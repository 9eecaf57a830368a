import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Context } from '../context.ts';
import type { View } from '../views.ts';
import { blockElement } from './block-element.ts';
import { drawingOf } from './drawing.ts';
import { withLiterals } from './literal-text.ts';

/** The content of a modal or Home tab, without its frame. */
export function viewHtml(view: View, context: Context): string {
  const drawing = drawingOf(context);
  const content = createElement(
    'div',
    { className: 'content' },
    view.blocks.map((block, index) => blockElement(block, drawing, index)),
  );
  return withLiterals(renderToStaticMarkup(content));
}
