import { readLineItem } from './line-item.ts';
import { type Operation, type QuantityName, toolNames } from './usage-row.ts';

/** What usage is billed as: its tool, the base of a fine-tuned model (`ft:gpt-4o-2024-08-06`), or its model. */
export function subjectOfUsage(operation: Operation, model: string): string {
  return toolNames.get(operation) ?? baseOf(model);
}

/** What a line item bills, in the words of {@link subjectOfUsage}, and which unit of it. Null when the label doesn't say. */
export interface LineSubject {
  readonly subject: string | null;
  readonly unit: QuantityName | null;
}

export function subjectOfLine(label: string): LineSubject {
  const known = subjects.get(label);
  if (known !== undefined) return known;
  const { model, fineTunedBase, tool, unit } = readLineItem(label);
  const named = baseOf(model) || fineTunedBase || (tool === null ? '' : (toolNames.get(tool) ?? ''));
  const found = { subject: named || null, unit };
  if (subjects.size >= mostKept) subjects.clear();
  subjects.set(label, found);
  return found;
}

/** A day's bill repeats the same few labels thousands of times. */
const subjects = new Map<string, LineSubject>();
const mostKept = 10_000;

/** What a line without a model goes by: its tool, as usage names it too, so that a day's estimate and its bill have one name; else its label. */
export function nameOfLine(label: string): string {
  const { subject } = subjectOfLine(label);
  return subject !== null && isTool(subject) ? subject : label;
}

/** Whether what usage is billed as is a tool: the bill names no model for it. */
export function isTool(subject: string): boolean {
  return tools.has(subject);
}

const tools: ReadonlySet<string> = new Set(toolNames.values());

/** `ft:gpt-4o-2024-08-06` for a model fine-tuned from it; any other model itself. */
export function baseOf(model: string): string {
  return /^ft:[^:]+/.exec(model)?.[0] ?? model;
}
