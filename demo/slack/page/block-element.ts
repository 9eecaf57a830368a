import { createElement, Fragment, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message as Drawn } from 'slack-blocks-to-jsx';
import { type Block, isBlock, isJsonObject, type JsonObject, objectsIn } from '../json.ts';
import type { Offered } from './choice-elements.ts';
import { drawableBlock } from './drawable-block.ts';
import { words } from './element-attributes.ts';
import { inputBlockElement } from './input-block.ts';
import { interactiveElement } from './interactive-element.ts';

/** What drawing needs from the workspace. */
export interface Drawing extends Offered {
  /** The page's URL of a `slack_file`; null for one that does not exist. */
  readonly fileUrl: (slackFile: JsonObject) => string | null;
  /** By handle, which a mention shows. */
  readonly handles: readonly { id: string; name: string }[];
}

/**
 * A block to draw; its HTML still needs `withLiterals`. A block that cannot be drawn is named instead, so that nothing goes
 * missing unseen.
 */
export function blockElement(block: Block, drawing: Drawing, key: number): ReactElement {
  try {
    // Drawn here and now, since the library may throw and static rendering has no error boundaries.
    const html = renderToStaticMarkup(createElement(Fragment, null, ...partsOf(block, drawing)));
    return createElement('div', { key, className: `block block-${block.type}`, dangerouslySetInnerHTML: { __html: html } });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return createElement('div', { key, className: 'block undrawn' }, `[${block.type}: cannot be drawn here (${reason})]`);
  }
}

/** We draw what can be pressed or filled in; the library draws everything else. */
function partsOf(block: Block, drawing: Drawing): (ReactElement | null)[] {
  const blockId = String(block.block_id ?? '');
  const interactive = (element: JsonObject, key: number) =>
    interactiveElement({ element, blockId, isTold: true, key, labelledBy: null }, drawing);
  if (block.type === 'actions') {
    const ours = objectsIn(block.elements).map(interactive);
    if (ours.every(element => element !== null)) return [createElement('div', { className: 'elements' }, ours)];
  }
  if (block.type === 'input') {
    const field = inputBlockElement(block, drawing);
    if (field !== null) return [field];
  }
  if (block.type === 'section' && isJsonObject(block.accessory)) {
    const ours = interactive(block.accessory, 0);
    const words = drawn({ ...block, accessory: undefined }, drawing);
    if (ours !== null)
      return [createElement('div', { className: 'beside' }, words, createElement('div', { className: 'accessory' }, ours))];
  }
  if (block.type === 'container') {
    const inside = objectsIn(block.child_blocks).filter(isBlock);
    return [
      createElement(
        'details',
        { key: 'container', className: 'container', open: block.default_collapsed !== true },
        createElement('summary', null, words(block.title)),
        inside.map((child, index) => blockElement(child, drawing, index)),
      ),
    ];
  }
  if (block.type === 'data_table')
    return [createElement('p', { key: 'caption', className: 'caption' }, String(block.caption)), drawn(block, drawing)];
  return [drawn(block, drawing)];
}

function drawn(block: Block, { fileUrl, handles, channels }: Drawing): ReactElement | null {
  const drawable = drawableBlock(block, fileUrl);
  if (drawable === null) return null;
  const users = handles.map(user => ({ ...user, avatar: '' }));
  return createElement(Drawn, {
    key: 'drawn',
    blocks: [drawable],
    name: '',
    logo: '',
    withoutWrapper: true,
    data: { users, channels: channels.map(({ id, name }) => ({ id, name })) },
    hooks: { emoji: emojiOrWords },
  });
}

/** Slack keeps `:words:` that name no emoji (`ft:gpt-4.1-mini:acme:triage:AbCd`); the library drops their colons. */
function emojiOrWords({ name }: { name: string }, draw: (emoji: { name: string }) => string): string {
  const words = name.replaceAll(':', '');
  const emoji = draw({ name });
  return emoji.replaceAll(':', '') === words ? `:${words}:` : emoji;
}
