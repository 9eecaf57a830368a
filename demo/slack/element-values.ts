import { type Block, isJsonObject, type JsonObject, objectsIn } from './json.ts';

/** What a person put into the inputs of a message or view: values by block id and action id, none for an empty input. */
export type Fields = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** An element with an action id, and its block. */
export interface PlacedElement {
  readonly element: JsonObject;
  readonly blockId: string;
}

/** All elements of `blocks` to press or fill in, in order. */
export function elementsIn(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap(block => elementsOf(block, String(block.block_id)));
}

function elementsOf(value: unknown, blockId: string): PlacedElement[] {
  if (Array.isArray(value)) return value.flatMap(part => elementsOf(part, blockId));
  if (!isJsonObject(value)) return [];
  const ownId = typeof value.block_id === 'string' ? value.block_id : blockId;
  const own = typeof value.action_id === 'string' ? [{ element: value, blockId: ownId }] : [];
  return [...own, ...Object.values(value).flatMap(part => elementsOf(part, ownId))];
}

/** The `state.values` of a payload: every input of `blocks` with its value or its initial value. */
export function stateValues(blocks: readonly Block[], fields: Fields): JsonObject {
  const values: Record<string, Record<string, JsonObject>> = {};
  for (const { element, blockId } of elementsIn(blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue;
    const actionId = String(element.action_id);
    const given = fields[blockId]?.[actionId] ?? initialValues(element);
    values[blockId] = { ...values[blockId], [actionId]: { type: element.type, ...chosen(element, given) } };
  }
  return values;
}

/** The initial values of an input. */
export function initialValues(element: JsonObject): string[] {
  for (const name of ['initial_option', 'initial_options']) {
    const options = isJsonObject(element[name]) ? [element[name]] : objectsIn(element[name]);
    if (options.length > 0) return options.map(({ value }) => String(value));
  }
  for (const [name, value] of Object.entries(element)) {
    if (!name.startsWith('initial_') || value === undefined || value === null || value === '') continue;
    return Array.isArray(value) ? value.map(String) : [String(value)];
  }
  return [];
}

/**
 * An element's values as a payload holds them: `selected_option`, `selected_users`, `value` and so on, named as on docs.slack.dev;
 * null when nothing is chosen. Throws for an option that the element does not have.
 */
export function chosen(element: JsonObject, values: readonly string[]): JsonObject {
  const type = String(element.type);
  const [first] = values;
  if (type === 'button') return { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
  if (type === 'checkboxes' || type === 'multi_static_select') {
    return { selected_options: values.map(value => optionOf(element, value)) };
  }
  if (type === 'external_select' || objectsIn(element.options).length > 0 || objectsIn(element.option_groups).length > 0) {
    return { selected_option: first === undefined ? null : optionOf(element, first) };
  }
  const many = /^multi_(user|channel|conversation)s_select$/.exec(type)?.[1];
  if (many !== undefined) return { [`selected_${many}s`]: values };
  const one = /^(user|channel|conversation)s_select$/.exec(type)?.[1] ?? { datepicker: 'date', timepicker: 'time' }[type];
  if (one !== undefined) return { [`selected_${one}`]: first ?? null };
  if (type === 'datetimepicker') return { selected_date_time: first === undefined ? null : Number(first) };
  return { value: first ?? null };
}

/** By value, or by the text that people read. */
function optionOf(element: JsonObject, choice: string): JsonObject {
  const found = optionsOf(element).find(option => option.value === choice || shownText(option.text) === choice);
  if (found === undefined) throw new Error(`${element.action_id} has no option ${JSON.stringify(choice)}`);
  return found;
}

/** All options, those in groups too. */
export function optionsOf(element: JsonObject): JsonObject[] {
  return [...objectsIn(element.options), ...objectsIn(element.option_groups).flatMap(group => objectsIn(group.options))];
}

export function shownText(text: unknown): string | undefined {
  return isJsonObject(text) && typeof text.text === 'string' ? text.text : undefined;
}
