import { chosen, elementsIn, type Fields, shownText } from './element-values.ts';
import type { Block, JsonObject } from './json.ts';

/** What is pressed: by its action id or its text; `blockId` when several match. */
export interface Pressed {
  readonly actionIdOrText: string;
  readonly blockId?: string | undefined;
  /** What a menu or input was set to: an option's value or text, an id, a date …; none for a button. */
  readonly values?: readonly string[];
}

export interface PressOptions {
  /** For a menu: the value or the text of one of its options, an id, a date … */
  readonly choice?: string | undefined;
  /** For an element with several values at once: checkboxes, for instance. */
  readonly values?: readonly string[];
  /** Which block, when several have the same action id. */
  readonly blockId?: string | undefined;
  /** The values of the other inputs. */
  readonly fields?: Fields;
}

export function pressedOf(actionIdOrText: string, { choice, values, blockId }: PressOptions): Pressed {
  return { actionIdOrText, blockId, values: values ?? (choice === undefined ? [] : [choice]) };
}

/** The entry of a payload's `actions` for pressing that element of `blocks`. Throws when there is none, listing what could be pressed. */
export function pressedAction(blocks: readonly Block[], { actionIdOrText, blockId, values = [] }: Pressed, ts: string): JsonObject {
  const elements = elementsIn(blocks);
  const inBlock = elements.filter(placed => blockId === undefined || placed.blockId === blockId);
  const found =
    inBlock.find(({ element }) => element.action_id === actionIdOrText) ??
    inBlock.find(({ element }) => shownText(element.text) === actionIdOrText);
  if (found === undefined) {
    const names = elements.map(({ element }) => `${element.action_id} (${shownText(element.text) ?? element.type})`);
    throw new Error(`Nothing to press is called ${JSON.stringify(actionIdOrText)}; there is: ${names.join(', ') || 'nothing'}`);
  }
  const { element } = found;
  return { type: element.type, action_id: element.action_id, block_id: found.blockId, action_ts: ts, ...chosen(element, values) };
}
