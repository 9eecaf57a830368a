import { type Fields, initialValues } from './element-values.ts';
import { type Block, isJsonObject, type JsonObject } from './json.ts';

/**
 * What Slack finds wrong with a form before it tells the app, by block id: a required field left empty, a number out of bounds, a
 * text too short or too long. Empty when the form may be submitted.
 */
export function fieldProblems(blocks: readonly Block[], fields: Fields): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || !isJsonObject(block.element)) continue;
    const blockId = String(block.block_id);
    const values = fields[blockId]?.[String(block.element.action_id)] ?? initialValues(block.element);
    const problem = values.length === 0 ? emptyProblem(block) : valueProblem(block.element, String(values[0]));
    if (problem !== null) problems[blockId] = problem;
  }
  return problems;
}

function emptyProblem(block: Block): string | null {
  return block.optional === true ? null : 'Please complete this required field.';
}

function valueProblem(element: JsonObject, value: string): string | null {
  if (element.type === 'number_input') return numberProblem(element, value);
  const { min_length: least, max_length: most } = element;
  if (typeof least === 'number' && value.length < least) return `Enter at least ${least} characters.`;
  if (typeof most === 'number' && value.length > most) return `Enter at most ${most} characters.`;
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value)) return 'Please enter a valid email address.';
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(value)) return 'Please enter a valid URL.';
  return null;
}

function numberProblem(element: JsonObject, value: string): string | null {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return 'Please enter a valid number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value)) return `Enter at least ${element.min_value}.`;
  if (element.max_value !== undefined && number > Number(element.max_value)) return `Enter at most ${element.max_value}.`;
  return null;
}
