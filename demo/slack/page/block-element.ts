import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message as Drawn } from 'slack-blocks-to-jsx';
import { type Block, isJsonObject, type JsonObject, objectsIn } from '../json.ts';
import { drawableBlock } from './drawable-block.ts';
import { interactiveElement } from './interactive-element.ts';

/** What drawing needs to know of the workspace. */
export interface Drawing {
  /** The page's address of a `slack_file`; null for one that does not exist. */
  readonly fileUrl: (slackFile: JsonObject) => string | null;
  readonly users: { id: string; name: string }[];
  readonly channels: { id: string; name: string }[];
}

/**
 * A block to be drawn; the HTML it becomes still needs `withLiterals`. A block that cannot be drawn is named instead, so
 * that nothing goes missing unseen.
 */
export function blockElement(block: Block, drawing: Drawing, key: number): ReactElement {
  const element = createElement('div', { key, className: `block block-${block.type}` }, ...partsOf(block, drawing));
  try {
    // Drawn once to see whether the library throws: static rendering knows no error boundaries.
    renderToStaticMarkup(element);
    return element;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return createElement('div', { key, className: 'block undrawn' }, `[${block.type}: cannot be drawn here (${reason})]`);
  }
}

/** Buttons and menus are ours, everything else is the library's. */
function partsOf(block: Block, drawing: Drawing): (ReactElement | null)[] {
  const blockId = String(block.block_id ?? '');
  if (block.type === 'actions') {
    const elements = objectsIn(block.elements);
    const ours = elements.map((element, index) => interactiveElement(element, blockId, index));
    if (ours.every(element => element !== null)) return [createElement('div', { className: 'elements' }, ours)];
  }
  if (block.type === 'section' && isJsonObject(block.accessory)) {
    const ours = interactiveElement(block.accessory, blockId, 0);
    if (ours !== null) {
      return [drawn({ ...block, accessory: undefined }, drawing), createElement('div', { key: 'accessory', className: 'elements' }, ours)];
    }
  }
  if (block.type === 'data_table')
    return [createElement('p', { key: 'caption', className: 'caption' }, String(block.caption)), drawn(block, drawing)];
  return [drawn(block, drawing)];
}

function drawn(block: Block, { fileUrl, users, channels }: Drawing): ReactElement | null {
  const drawable = drawableBlock(block, fileUrl);
  if (drawable === null) return null;
  const data = { users: users.map(user => ({ ...user, avatar: '' })), channels };
  return createElement(Drawn, {
    key: 'drawn',
    blocks: [drawable],
    name: '',
    logo: '',
    withoutWrapper: true,
    data,
    hooks: { emoji: emojiOrWords },
  });
}

/** Slack leaves `:words:` that name no emoji as they are (`ft:gpt-4.1-mini:acme:triage:AbCd`); the library drops their colons. */
function emojiOrWords({ name }: { name: string }, draw: (emoji: { name: string }) => string): string {
  const words = name.replaceAll(':', '');
  const emoji = draw({ name });
  return emoji.replaceAll(':', '') === words ? `:${words}:` : emoji;
}
