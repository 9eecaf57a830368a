import { z } from 'zod';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { BilledCut, BilledRow } from '#core/usage/billed-row.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import { notUnderstood, optionalText } from './read-wire.ts';
import type { NotUnderstood } from './source.ts';

/** Dollars, sent as a JSON number to some callers and a decimal string to others. Negative for a credit. */
const amount = z.union([z.number(), z.string()]).transform((value, context) => {
  try {
    return nanoUsdFromDecimal(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const quantity = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish();

const costsResult = z.looseObject({
  amount: z.looseObject({
    value: amount,
    currency: z
      .string()
      .refine(currency => currency.toLowerCase() === 'usd', 'is not USD')
      .nullish(),
  }),
  line_item: optionalText,
  project_id: optionalText,
  api_key_id: optionalText,
  user_id: optionalText,
  quantity,
  quantity_unit: z.string().nullish(),
});

/**
 * Turns a result of the costs endpoint into a row of `cut`, or says why it can't. A result without an amount (the specification only
 * guarantees `object`) or in another currency doesn't count as $0.
 */
export function readCostsResult(cut: BilledCut, day: Day, result: unknown, where: string): BilledRow | NotUnderstood {
  const parsed = costsResult.safeParse(result);
  if (!parsed.success) return notUnderstood(result, where, parsed.error);
  const { line_item, project_id, api_key_id, user_id } = parsed.data;
  return {
    cut,
    day,
    project: project_id,
    key: api_key_id,
    user: user_id,
    lineItem: line_item,
    model: readLineItem(line_item).model,
    amountNanoUsd: parsed.data.amount.value,
    quantity: parsed.data.quantity ?? null,
    quantityUnit: parsed.data.quantity_unit ?? null,
  };
}
