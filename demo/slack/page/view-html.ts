import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Context } from '../context.ts';
import type { View } from '../views.ts';
import { blockElement } from './block-element.ts';
import { drawingOf } from './drawing.ts';
import { withLiterals } from './literal-text.ts';

/** The content of a modal or Home tab, without its frame. Views are immutable (an update makes a new one), so the HTML is cached. */
export function viewHtml(view: View, context: Context): string {
  const known = drawnBefore.get(view);
  if (known !== undefined) return known;
  const drawing = drawingOf(context);
  const content = createElement(
    'div',
    { className: 'content' },
    view.blocks.map((block, index) => blockElement(block, drawing, index)),
  );
  const html = withLiterals(renderToStaticMarkup(content));
  drawnBefore.set(view, html);
  return html;
}

const drawnBefore = new WeakMap<View, string>();
