import { type Block, isJsonObject, type JsonObject, objectsIn } from '../json.ts';

/** How many options an element may offer. */
const maxOptions: Readonly<Record<string, number>> = {
  overflow: 5,
  radio_buttons: 10,
  checkboxes: 10,
  static_select: 100,
  multi_static_select: 100,
};
const maxOptionTextCharacters = 75;
const maxOptionValueCharacters = 150;
const maxPlaceholderCharacters = 150;
const maxConfirmCharacters: Readonly<Record<string, number>> = { title: 100, text: 300, confirm: 30, deny: 30 };

/** The limits of interactive elements anywhere in a block; action ids must differ within a block. */
export function elementProblems(blocks: readonly Block[], pointer: string): string[] {
  return blocks.flatMap((block, index) => {
    const elements = objectsWithin(block, `${pointer}/${index}`);
    const actionIds = elements.flatMap(([, element]) => (typeof element.action_id === 'string' ? [element.action_id] : []));
    const twice = new Set(actionIds.filter((id, at) => actionIds.indexOf(id) !== at));
    return [
      ...[...twice].map(id => `\`action_id\` ${id} already exists [json-pointer:${pointer}/${index}]`),
      ...elements.flatMap(([where, element]) => oneElementProblems(element).map(problem => `${problem} [json-pointer:${where}]`)),
    ];
  });
}

function objectsWithin(value: unknown, pointer: string): [string, JsonObject][] {
  if (Array.isArray(value)) return value.flatMap((part, index) => objectsWithin(part, `${pointer}/${index}`));
  if (!isJsonObject(value)) return [];
  return [[pointer, value], ...Object.entries(value).flatMap(([name, part]) => objectsWithin(part, `${pointer}/${name}`))];
}

function oneElementProblems(element: JsonObject): string[] {
  const problems: string[] = [];
  const options = objectsIn(element.options);
  const most = maxOptions[String(element.type)];
  if (most !== undefined && options.length > most) problems.push(`no more than ${most} items allowed: options`);
  if (most !== undefined && options.length === 0 && objectsIn(element.option_groups).length === 0) problems.push('no options');
  for (const option of [...options, ...objectsIn([element.initial_option])]) {
    if (lengthOfText(option.text) > maxOptionTextCharacters)
      problems.push(`must be less than ${maxOptionTextCharacters + 1} characters: option text`);
    if (lengthOfText(option.value) > maxOptionValueCharacters)
      problems.push(`must be less than ${maxOptionValueCharacters + 1} characters: option value`);
  }
  if (lengthOfText(element.placeholder) > maxPlaceholderCharacters)
    problems.push(`must be less than ${maxPlaceholderCharacters + 1} characters: placeholder`);
  if (isJsonObject(element.confirm)) {
    for (const [name, limit] of Object.entries(maxConfirmCharacters)) {
      if (lengthOfText(element.confirm[name]) > limit) problems.push(`must be less than ${limit + 1} characters: confirm ${name}`);
    }
  }
  if (element.type === 'button' && typeof element.url === 'string' && !/^https?:\/\//.test(element.url)) problems.push('invalid url');
  return problems;
}

function lengthOfText(value: unknown): number {
  const text = isJsonObject(value) ? value.text : value;
  return typeof text === 'string' ? text.length : 0;
}
