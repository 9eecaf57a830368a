import { type Block, isJsonObject, type JsonObject, objectsIn } from './json.ts';

/**
 * The entry of a payload's `actions` for pressing the element of `blocks` that has this action id or shows this text. A menu
 * needs `choice`, the value or the text of one of its options. Throws, naming what could be pressed, when there is no such element.
 */
export function pressedAction(blocks: readonly Block[], actionIdOrText: string, choice: string | undefined, ts: string): JsonObject {
  const elements = blocks.flatMap(block => elementsOf(block, String(block.block_id)));
  const found =
    elements.find(({ element }) => element.action_id === actionIdOrText) ??
    elements.find(({ element }) => shownText(element.text) === actionIdOrText);
  if (found === undefined) {
    const names = elements.map(({ element }) => `${element.action_id} (${shownText(element.text) ?? element.type})`);
    throw new Error(`Nothing to press is called ${JSON.stringify(actionIdOrText)}; there is: ${names.join(', ') || 'nothing'}`);
  }
  const { element, blockId } = found;
  const action = { type: element.type, action_id: element.action_id, block_id: blockId, action_ts: ts };
  if (element.type === 'button') return { ...action, text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
  return { ...action, selected_option: chosenOption(element, choice) };
}

function elementsOf(value: unknown, blockId: string): { element: JsonObject; blockId: string }[] {
  if (Array.isArray(value)) return value.flatMap(part => elementsOf(part, blockId));
  if (!isJsonObject(value)) return [];
  const ownId = typeof value.block_id === 'string' ? value.block_id : blockId;
  const own = typeof value.action_id === 'string' ? [{ element: value, blockId: ownId }] : [];
  return [...own, ...Object.values(value).flatMap(part => elementsOf(part, ownId))];
}

function chosenOption(element: JsonObject, choice: string | undefined): JsonObject {
  const options = [...objectsIn(element.options), ...objectsIn(element.option_groups).flatMap(group => objectsIn(group.options))];
  const chosen = options.find(option => option.value === choice || shownText(option.text) === choice);
  if (chosen === undefined) throw new Error(`${element.action_id} has no option ${JSON.stringify(choice)}`);
  return chosen;
}

function shownText(text: unknown): string | undefined {
  return isJsonObject(text) && typeof text.text === 'string' ? text.text : undefined;
}
