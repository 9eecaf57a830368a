import { z } from 'zod';
import { fractionFromDecimal } from '#core/money/nano-usd.ts';
import type { PriceFile } from '#core/prices/price-file.ts';
import { type Day, isDay } from '#core/time/day.ts';
import { type QuantityName, quantityNames } from '#core/usage/usage-row.ts';
import { isLiteLlmMap, readLiteLlmMap } from './litellm-map.ts';
import { PriceListError } from './price-list-error.ts';

export type PriceListFormat = 'spendbot' | 'litellm';

export interface PriceList {
  readonly format: PriceListFormat;
  readonly file: PriceFile;
  /** Units priced in the list that this version doesn't know. */
  readonly unknownUnits: readonly string[];
}

/**
 * Reads a price list in spendbot's own format or LiteLLM's.
 *
 * @throws PriceListError when it is neither, is incomplete, or has no OpenAI price.
 */
export function readPriceList(text: string, address: string, day: Day): PriceList {
  const content = parseJson(text, address);
  const list = own(content, address) ?? liteLlm(content, address, day);
  if (list === null)
    throw new PriceListError(`${address} is no price list: expected spendbot's format (version, prices) or LiteLLM's map of models.`);
  if (list.file.prices.length === 0) throw new PriceListError(`${address} has no price of an OpenAI model.`);
  return list;
}

function parseJson(text: string, address: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PriceListError(`${address} is not whole JSON: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

function liteLlm(content: unknown, address: string, day: Day): PriceList | null {
  if (!isLiteLlmMap(content)) return null;
  try {
    return { format: 'litellm', file: readLiteLlmMap(content, address, day), unknownUnits: [] };
  } catch (error) {
    if (error instanceof TypeError) throw new PriceListError(`${address}: ${error.message}.`, error);
    throw error;
  }
}

const text = z.string().min(1).max(2000);
const models = z.array(z.string().regex(/^\S{1,200}$/, 'expected model ids without spaces')).min(1);
const day = z.string().refine(isDay, 'expected a day that exists, like 2026-11-21');
const dollars = z.number().nonnegative();
const usd = z.record(z.string(), dollars);
const days = { from: day, to: day.optional() };
const said = { approximate: z.boolean().optional(), source: text, note: text.optional() };

/** Strict: a field that this version doesn't know may say when the price applies. */
const fileSchema = z.strictObject({
  version: day,
  prices: z.array(
    z
      .strictObject({
        ...{ models, ...days, ...said, usd },
        operation: z.string().optional(),
        variant: z.string().optional(),
        tier: text.optional(),
        per: z.int().min(1),
        longContext: z.strictObject({ above: z.int().min(1), usd }).optional(),
        lookAgain: day.optional(),
        freePerDay: z.int().nonnegative().optional(),
      })
      .refine(({ from, to }) => to === undefined || to >= from, { path: ['to'], message: 'expected a day on or after from' }),
  ),
  tiers: z.array(z.strictObject({ ...{ models, ...days, ...said }, tier: text, times: z.number().positive() })).optional(),
});

function own(content: unknown, address: string): PriceList | null {
  const isOwn = z.looseObject({ version: z.unknown(), prices: z.array(z.unknown()) }).safeParse(content).success;
  if (!isOwn) return null;
  const read = fileSchema.safeParse(content);
  if (!read.success) {
    const [first, ...more] = read.error.issues.map(({ path, message }) => `${path.join('.') || 'top level'}: ${message}`);
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    throw new PriceListError(`${address}: ${first}${others}. A newer spendbot may be needed to read it.`);
  }
  const unknownUnits = new Set<string>();
  const known = (units: Readonly<Record<string, number>>): PriceFile['prices'][number]['usd'] =>
    Object.fromEntries(
      Object.entries(units).filter(([unit, amount]) => {
        fractionFromDecimal(amount);
        if (isUnit(unit)) return true;
        unknownUnits.add(unit);
        return false;
      }),
    );
  const prices = read.data.prices.map(({ usd: listed, longContext, ...row }) => ({
    ...row,
    usd: known(listed),
    ...(longContext === undefined ? {} : { longContext: { above: longContext.above, usd: known(longContext.usd) } }),
  }));
  const { version, tiers } = read.data;
  return { format: 'spendbot', file: { version, prices, tiers }, unknownUnits: [...unknownUnits].sort() };
}

function isUnit(name: string): name is QuantityName {
  return quantityNames.some(unit => unit === name);
}
