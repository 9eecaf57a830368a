import { z } from 'zod';
import type { Quantities } from '#core/usage/usage-row.ts';
import { OpenAiError } from './openai-error.ts';
import type { NotUnderstood } from './source.ts';

/** A required count: a nonnegative integer, small enough to be exact. */
export const countSchema = z.int().nonnegative();

/** A count that older answers omit or send as null, meaning 0. */
export const optionalCount = countSchema.nullish().transform(value => value ?? 0);

/** An id or name that may be missing; then it's the empty string. */
export const optionalText = z
  .string()
  .nullish()
  .transform(value => value ?? '');

/** `quantities` without zeros, which carry no information. */
export function withoutZeros(quantities: Quantities): Quantities {
  return Object.fromEntries(Object.entries(quantities).filter(([, quantity]) => quantity !== 0));
}

/** An answer in the documented `schema`; other fields are allowed. Throws `openai_unexpected` with the first place that doesn't match. */
export function expectShape<T>(schema: z.ZodType<T>, json: unknown, path: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { where, why } = firstIssue(parsed.error);
  throw new OpenAiError(
    'openai_unexpected',
    `GET ${path} was answered in a shape that is not documented, at ${where || 'the top'}: ${why}`,
  );
}

/** Wraps a row that can't be read, unchanged. */
export function notUnderstood(row: unknown, where: string, error: z.ZodError): NotUnderstood {
  const issue = firstIssue(error);
  return { where: issue.where ? `${where}.${issue.where}` : where, why: issue.why, json: JSON.stringify(row) };
}

export function isNotUnderstood(row: object): row is NotUnderstood {
  return 'why' in row;
}

export function isUnderstood<Row extends object>(row: Row | NotUnderstood): row is Row {
  return !isNotUnderstood(row);
}

function firstIssue(error: z.ZodError): { where: string; why: string } {
  const issue = error.issues[0];
  return { where: issue ? z.core.toDotPath(issue.path) : '', why: issue?.message ?? error.message };
}
