import { z } from 'zod';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { LeftOutAmount, LeftOutRow } from '#core/usage/left-out.ts';
import { type Quantities, type QuantityName, quantityNames } from '#core/usage/usage-row.ts';
import { OpenAiError } from './openai-error.ts';

/** A required count: a nonnegative integer, small enough to be exact. */
export const countSchema = z
  .int({ error: ({ input }) => (input === undefined || input === null ? 'is missing' : 'is not a whole number') })
  .nonnegative('is negative');

/** A count that older answers omit or send as null, meaning 0. */
export const optionalCount = countSchema.nullish().transform(value => value ?? 0);

/** Database keys are made of texts, and PostgreSQL limits both their length and their characters. */
const mostTextBytes = 300;

/** A text that both databases can store as part of a key. */
export const textSchema = z
  .string({ error: ({ input }) => (input === undefined || input === null ? 'is missing' : 'is not text') })
  .check(({ value, issues }) => {
    const fault = faultOf(value);
    if (fault !== null) issues.push({ code: 'custom', message: fault, input: value });
  });

function faultOf(text: string): string | null {
  if (!text.isWellFormed() || text.includes('\0')) return 'holds characters that are not text';
  return Buffer.byteLength(text) > mostTextBytes ? 'is too long' : null;
}

/** An id or name that may be missing; then it's the empty string. */
export const optionalText = textSchema.nullish().transform(value => value ?? '');

/** `quantities` without zeros, which carry no information. */
export function withoutZeros(quantities: Quantities): Quantities {
  const counted: { [name in QuantityName]?: number } = {};
  for (const name of quantityNames) {
    const quantity = quantities[name];
    if (quantity !== undefined && quantity !== 0) counted[name] = quantity;
  }
  return counted;
}

/** An answer in the documented `schema`; other fields are allowed. Throws `openai_unexpected` with the first place that doesn't match. */
export function expectShape<T>(schema: z.ZodType<T>, json: unknown, path: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { field, message } = firstIssue(parsed.error);
  throw new OpenAiError(
    'openai_unexpected',
    `GET ${path} was answered in a shape that is not documented, at ${field || 'the top'}: ${message}`,
  );
}

export interface ReadRow<Row> {
  /** Null if all of it is left out. */
  readonly row: Row | null;
  readonly leftOut: readonly LeftOutRow[];
}

/** A row as received, and its place in the answer. */
export interface RawRow {
  readonly raw: unknown;
  readonly where: string;
}

/** Leaves out the whole row, for a fault in `field`; empty if the fault is in the row itself. */
export function leaveOut(row: RawRow, field: string, fault: string): ReadRow<never> {
  return { row: null, leftOut: [leftOutRow(row, field, fault, '')] };
}

/** Leaves out the whole row because of the first thing that can't be read. */
export function leaveOutUnread(row: RawRow, error: z.ZodError): ReadRow<never> {
  const { field, message } = firstIssue(error);
  return leaveOut(row, field, field ? message : 'is not an object');
}

/** Leaves out only `field` of a row. */
export function leaveOutField(row: RawRow, field: string, fault: string): LeftOutRow {
  return leftOutRow(row, field, fault, field);
}

/**
 * Reads optional texts that only say whom or what to attribute a row to. One that can't be read is left out and the row stays, attributed
 * to nobody.
 */
export function readTexts<Name extends string>(
  row: RawRow,
  names: readonly Name[],
): { readonly texts: Readonly<Record<Name, string>>; readonly leftOut: readonly LeftOutRow[] } {
  const leftOut: LeftOutRow[] = [];
  const texts = {} as Record<Name, string>;
  for (const name of names) {
    const parsed = optionalText.safeParse(fieldOf(row, name));
    texts[name] = parsed.data ?? '';
    if (!parsed.success) leftOut.push(leaveOutField(row, name, firstIssue(parsed.error).message));
  }
  return { texts, leftOut };
}

/** Reads a count that no price depends on: where it can't be read, it is left out as 0 and the row stays. */
export function readCount(row: RawRow, name: string): { readonly count: number; readonly leftOut: readonly LeftOutRow[] } {
  const { data, error } = countSchema.safeParse(fieldOf(row, name));
  return { count: data ?? 0, leftOut: error ? [leaveOutField(row, name, firstIssue(error).message)] : [] };
}

/** What a row holds in `field`, without a schema for that field alone: zod compiles each schema, which costs far more than one row. */
export function fieldOf({ raw }: RawRow, field: string): unknown {
  return Reflect.get(Object(raw), field);
}

function leftOutRow({ raw, where }: RawRow, field: string, fault: string, part: string): LeftOutRow {
  return {
    where: field ? `${where}.${field}` : where,
    why: field ? `${field} ${fault}` : fault,
    json: rawJson(raw),
    part,
    amount: part === '' ? amountOf(raw) : null,
    isCountedElsewhere: false,
  };
}

/** `JSON.stringify` calls itself for each level, so it can't write what is nested too deeply. */
function rawJson(raw: unknown): string {
  try {
    return JSON.stringify(raw);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return '"(nested too deeply to be kept)"';
  }
}

const anyAmount = z.looseObject({
  amount: z.looseObject({
    value: z.union([z.number(), z.string()]),
    currency: z
      .string()
      .regex(/^[a-z]{3}$/i)
      .nullish(),
  }),
});

function amountOf(raw: unknown): LeftOutAmount | null {
  const parsed = anyAmount.safeParse(raw);
  if (!parsed.success) return null;
  const { value, currency } = parsed.data.amount;
  try {
    return { nano: nanoUsdFromDecimal(value), currency: (currency ?? 'usd').toUpperCase() };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

function firstIssue(error: z.ZodError): { field: string; message: string } {
  const issue = error.issues[0];
  return { field: issue ? z.core.toDotPath(issue.path) : '', message: issue?.message ?? error.message };
}
