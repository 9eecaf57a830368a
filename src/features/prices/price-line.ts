import { z } from 'zod';
import { decimalFromFraction } from '#core/money/fraction.ts';
import { decimalFromNanoUsd, type Fraction } from '#core/money/nano-usd.ts';
import type { Cost, PriceUsed } from '#core/prices/cost.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { priceRow } from '#core/prices/price-rows.ts';
import { isDay } from '#core/time/day.ts';
import { operations, type QuantityName, type UsageRow } from '#core/usage/usage-row.ts';

/** The cost of one usage row as `spendbot price` prints it; money in USD as decimal strings. */
export interface PricedLine {
  /** With nine decimals; null when nothing could be priced. */
  readonly costUsd: string | null;
  readonly approximate: boolean;
  readonly lines: readonly {
    readonly unit: QuantityName;
    readonly quantity: number;
    /** Exact where the decimal ends, otherwise with 18 decimals. */
    readonly usdPerUnit: string;
    /** Exact where the decimal ends within 18 decimals, otherwise rounded to 18. */
    readonly costUsd: string;
    readonly price: PriceUsed;
  }[];
  readonly unpriced: Cost['unpriced'];
}

/** Why a line is not a usage row: what it holds and what is expected. */
export interface LineProblem {
  readonly problem: string;
}

/**
 * Prices one line of JSON, a usage row with its quantities beside its attributes. Attributes that are left out or null
 * are empty, quantities are 0; `day` is needed. Names that are not known are a problem, for a mistyped quantity would
 * cost nothing. The row stands alone: daily free allowances are all its own.
 */
export function priceLine(line: string, book: PriceBook): PricedLine | LineProblem {
  const json = parseJson(line);
  if ('problem' in json) return json;
  const row = usageLine.safeParse(json.value);
  return row.success ? printed(priceRow(usageRowOf(row.data), book)) : { problem: row.error.issues.map(inWords).join('; ') };
}

const quantity = z
  .int({ error: issue => `is ${JSON.stringify(issue.input)}, expected a whole number` })
  .nonnegative({ error: issue => `is ${JSON.stringify(issue.input)}, expected 0 or more` })
  .nullish()
  .transform(value => value ?? 0);

const attribute = z
  .string({ error: issue => `is ${JSON.stringify(issue.input)}, expected text` })
  .nullish()
  .transform(value => value ?? '');

const usageLine = z.strictObject(
  {
    day: z
      .string({
        error: issue =>
          issue.input === undefined ? 'is missing, expected a day like "2026-11-21"' : `is ${JSON.stringify(issue.input)}, expected a day`,
      })
      .refine(isDay, { error: issue => `is ${JSON.stringify(issue.input)}, expected a day that exists, like "2026-11-21"` }),
    operation: z
      .enum(operations, { error: issue => `is ${JSON.stringify(issue.input)}, expected one of ${operations.join(', ')}` })
      .nullish()
      .transform(value => value ?? 'other'),
    model: attribute,
    variant: attribute,
    serviceTier: attribute,
    source: attribute,
    project: attribute,
    user: attribute,
    key: attribute,
    ...quantities(),
  },
  {
    error: issue =>
      issue.code === 'unrecognized_keys' ? undefined : `expected an object like {"model":"gpt-4o","day":"2026-11-21","inputTokens":1000}`,
  },
);

/** Spelled out, for `Object.fromEntries` forgets which names there are. */
function quantities(): Record<QuantityName, typeof quantity> {
  return {
    requests: quantity,
    inputTokens: quantity,
    cachedInputTokens: quantity,
    cacheWriteTokens: quantity,
    cacheWrite12hTokens: quantity,
    outputTokens: quantity,
    inputAudioTokens: quantity,
    cachedInputAudioTokens: quantity,
    outputAudioTokens: quantity,
    inputImageTokens: quantity,
    cachedInputImageTokens: quantity,
    outputImageTokens: quantity,
    images: quantity,
    seconds: quantity,
    characters: quantity,
    sessions: quantity,
    calls: quantity,
    storageByteDays: quantity,
    trainingTokens: quantity,
  };
}

function parseJson(line: string): { value: unknown } | LineProblem {
  try {
    return { value: JSON.parse(line) };
  } catch (error) {
    return { problem: `not JSON (${error instanceof Error ? error.message : String(error)}); expected one JSON object on each line` };
  }
}

function usageRowOf(line: z.output<typeof usageLine>): UsageRow {
  const { day, operation, model, variant, project, user, key, serviceTier, source: _source, ...counted } = line;
  return { day, operation, model, variant, project, user, key, serviceTier, quantities: counted };
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return [issue.path.join('.'), issue.message].filter(Boolean).join(' ');
  const names = Object.keys(usageLine.shape).join(', ');
  return `${issue.keys.map(name => JSON.stringify(name)).join(', ')} not known; known are ${names}`;
}

function printed(cost: Cost): PricedLine {
  return {
    costUsd: cost.nanoUsd === null ? null : decimalFromNanoUsd(cost.nanoUsd),
    approximate: cost.approximate,
    lines: cost.lines.map(({ unit, quantity, nanoUsdPerUnit, price }) => ({
      unit,
      quantity,
      usdPerUnit: decimalFromFraction(inUsd(nanoUsdPerUnit, 1), Number.POSITIVE_INFINITY),
      costUsd: decimalFromFraction(inUsd(nanoUsdPerUnit, quantity), 18),
      price,
    })),
    unpriced: cost.unpriced,
  };
}

function inUsd({ numerator, denominator }: Fraction, quantity: number): Fraction {
  return { numerator: numerator * BigInt(quantity), denominator: denominator * 1_000_000_000n };
}
