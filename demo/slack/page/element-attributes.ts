import { isJsonObject, type JsonObject } from '../json.ts';

/** How the page's script finds an element again: by its block and its action id. */
export interface Placed {
  readonly element: JsonObject;
  readonly blockId: string;
  /** Whether each change is sent to the bot immediately. Inputs in a form are sent when it is submitted. */
  readonly isTold: boolean;
  readonly key: number;
  /** The id of the visible label; null for an element that labels itself. */
  readonly labelledBy: string | null;
}

/** The attributes of every pressable element. `data-confirm` is the confirmation to ask for first, as JSON. */
export function pressing({ element, blockId, key }: Placed): Record<string, unknown> {
  return {
    key,
    'data-action': element.action_id,
    'data-block': blockId,
    'data-confirm': isJsonObject(element.confirm) ? JSON.stringify(element.confirm) : undefined,
  };
}

/** The attributes of every element with values. */
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
