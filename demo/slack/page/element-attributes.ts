import { isJsonObject, type JsonObject } from '../json.ts';

/** An element as the page's script finds it again: by the block it stands in and its action id. */
export interface Placed {
  readonly element: JsonObject;
  readonly blockId: string;
  /** Whether the bot hears of each change at once; an input of a form is told with the form. */
  readonly isTold: boolean;
  readonly key: number;
  /** The id of the visible label; null where the element names itself. */
  readonly labelledBy: string | null;
}

/** What every pressable element carries. `data-confirm` holds what has to be confirmed first, as JSON. */
export function pressing({ element, blockId, key }: Placed): Record<string, unknown> {
  return {
    key,
    'data-action': element.action_id,
    'data-block': blockId,
    'data-confirm': isJsonObject(element.confirm) ? JSON.stringify(element.confirm) : undefined,
  };
}

/** What every element with values carries. */
export function holding(placed: Placed): Record<string, unknown> {
  const current = placed.element.default_to_current_conversation === true ? { 'data-current-channel': '' } : {};
  return { ...pressing(placed), ...current, 'data-value': '', 'data-told': placed.isTold ? '' : undefined, ...named(placed) };
}

function named({ element, labelledBy }: Placed): Record<string, unknown> {
  return labelledBy === null ? { 'aria-label': words(element.placeholder) || kindInWords(element) } : { 'aria-labelledby': labelledBy };
}

function kindInWords(element: JsonObject): string {
  return String(element.type).replaceAll('_', ' ');
}

export function words(text: unknown): string {
  return isJsonObject(text) ? String(text.text) : '';
}
