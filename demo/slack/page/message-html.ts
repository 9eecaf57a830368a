import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Context } from '../context.ts';
import { isPng } from '../files.ts';
import type { Message } from '../message.ts';
import { blockElement } from './block-element.ts';
import { drawingOf } from './drawing.ts';
import { withLiterals } from './literal-text.ts';
import { withSeriesColors } from './series-colors.ts';
import { withCategoryNames } from './with-category-names.ts';

/** A message as the page shows it. Messages are immutable (a change makes a new one), so the HTML is cached. */
export function messageHtml(message: Message, context: Context): string {
  const known = drawnBefore.get(message);
  if (known !== undefined) return known;
  const html = withCategoryNames(withSeriesColors(withLiterals(renderToStaticMarkup(messageElement(message, context)))));
  drawnBefore.set(message, html);
  return html;
}

const drawnBefore = new WeakMap<Message, string>();

function messageElement(message: Message, context: Context): ReactElement {
  const author = context.state.person(message.author);
  const at = new Date(Number(message.ts) * 1000);
  const isOnlyForOne = message.visibleTo !== null;
  return createElement(
    'article',
    {
      className: isOnlyForOne ? 'message ephemeral' : 'message',
      'data-ts': message.ts,
      'data-thread': message.threadTs ?? undefined,
      'aria-label': `${author?.name ?? message.author}, ${message.text.slice(0, 80)}`,
    },
    isOnlyForOne ? createElement('p', { className: 'only-you' }, 'Only visible to you') : null,
    createElement('div', { className: `avatar avatar-${author?.role ?? 'member'}`, 'aria-hidden': true }, initialOf(author?.name ?? '?')),
    createElement(
      'div',
      { className: 'body' },
      createElement(
        'header',
        null,
        createElement('strong', null, author?.name ?? message.author),
        author?.role === 'bot' ? createElement('span', { className: 'app' }, 'APP') : null,
        createElement('time', { dateTime: at.toISOString() }, `${at.toISOString().slice(11, 16)} UTC`),
        message.edited ? createElement('span', { className: 'note' }, '(edited)') : null,
      ),
      contentOf(message, context),
      message.files.map(id => fileElement(id, context)),
    ),
  );
}

/** The blocks, or the text when there are none. */
function contentOf(message: Message, context: Context): ReactElement {
  const drawing = drawingOf(context);
  const textBlock = { type: 'section', text: { type: 'mrkdwn', text: message.text } };
  const blocks = message.blocks.length > 0 || message.text === '' ? message.blocks : [textBlock];
  return createElement(
    'div',
    { className: 'content' },
    blocks.map((block, index) => blockElement(block, drawing, index)),
  );
}

/** A picture is shown; any other file is a download link. */
function fileElement(id: string, { files }: Context): ReactElement | null {
  const file = files.get(id);
  if (file === undefined) return null;
  const address = new URL(files.address(file)).pathname;
  if (!isPng(file.bytes)) return createElement('p', { key: id, className: 'file' }, createElement('a', { href: address }, file.title));
  return createElement(
    'figure',
    { key: id },
    createElement('img', { src: address, alt: file.altText ?? file.title }),
    createElement('figcaption', null, file.title),
  );
}

function initialOf(name: string): string {
  return name.slice(0, 1).toUpperCase();
}
