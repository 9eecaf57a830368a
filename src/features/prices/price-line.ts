import { z } from 'zod';
import { errorMessage } from '#core/error-message.ts';
import { decimalFromFraction } from '#core/money/fraction.ts';
import { decimalFromNanoUsd, divideHalfEven, type Fraction } from '#core/money/nano-usd.ts';
import type { Cost, CostLine, PriceUsed } from '#core/prices/cost.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { priceRow } from '#core/prices/price-rows.ts';
import { isDay } from '#core/time/day.ts';
import { operations, type QuantityName, quantityNames, type UsageRow } from '#core/usage/usage-row.ts';
import type { AsBilledOffer } from './as-billed-offer.ts';

/** The cost of one usage row as `spendbot price` prints it; money in USD as decimal strings. */
export interface PricedLine {
  /** With nine decimals; null if nothing could be priced. */
  readonly costUsd: string | null;
  readonly approximate: boolean;
  readonly lines: readonly {
    readonly unit: QuantityName;
    readonly quantity: number;
    /** Exact if the decimal ends, otherwise to 18 decimals. */
    readonly usdPerUnit: string;
    /** Exact if the decimal ends within 18 decimals, otherwise rounded to 18. */
    readonly costUsd: string;
    readonly price: PriceUsed;
  }[];
  readonly unpriced: Cost['unpriced'];
}

/**
 * Prices one line of JSON: a usage row with its attributes and quantities side by side. Missing or null attributes are
 * empty, missing quantities are 0; `day` is required. An unknown name is a problem, because a mistyped quantity would
 * cost nothing. The row is priced alone, so it gets all of the daily free allowance. What the book doesn't price costs what
 * `asBilled` says.
 */
export function priceLine(line: string, book: PriceBook, asBilled: AsBilledOffer = () => null): PricedLine | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { problem: `not JSON (${errorMessage(error)}); expected one JSON object on each line` };
  }
  const row = usageLine.safeParse(json);
  return row.success ? printed(costOf(row.data, book, asBilled)) : { problem: row.error.issues.map(inWords).join('; ') };
}

/** The error of a value: what it is, and what was expected. */
const expected = (what: string) => ({ error: (issue: { input?: unknown }) => `is ${JSON.stringify(issue.input)}, expected ${what}` });

const quantity = z
  .int(expected('a whole number'))
  .nonnegative(expected('0 or more'))
  .nullish()
  .transform(value => value ?? 0);

const attribute = z
  .string(expected('text'))
  .nullish()
  .transform(value => value ?? '');

const usageLine = z.strictObject(
  {
    day: z
      .string({
        error: issue =>
          issue.input === undefined ? 'is missing, expected a day like "2026-11-21"' : `is ${JSON.stringify(issue.input)}, expected a day`,
      })
      .refine(isDay, expected('a day that exists, like "2026-11-21"')),
    operation: z
      .enum(operations, expected(`one of ${operations.join(', ')}`))
      .nullish()
      .transform(value => value ?? 'other'),
    model: attribute,
    variant: attribute,
    serviceTier: attribute,
    source: attribute,
    project: attribute,
    user: attribute,
    key: attribute,
    ...(Object.fromEntries(quantityNames.map(name => [name, quantity])) as Record<QuantityName, typeof quantity>),
  },
  {
    error: issue =>
      issue.code === 'unrecognized_keys' ? undefined : `expected an object like {"model":"gpt-4o","day":"2026-11-21","inputTokens":1000}`,
  },
);

function usageRowOf(line: z.output<typeof usageLine>): UsageRow {
  const { day, operation, model, variant, project, user, key, serviceTier, source: _source, ...counted } = line;
  return { day, operation, model, variant, project, user, key, serviceTier, quantities: counted };
}

function costOf(line: z.output<typeof usageLine>, book: PriceBook, asBilled: AsBilledOffer): Cost {
  const row = usageRowOf(line);
  const cost = priceRow(row, book);
  const billed = cost.unpriced.flatMap(({ unit, quantity }): CostLine[] => {
    const offer = asBilled(row, unit, line.source);
    return offer === null ? [] : [{ unit, quantity, ...offer }];
  });
  if (billed.length === 0) return cost;
  const amounts = billed.map(({ quantity, nanoUsdPerUnit: rate }) => divideHalfEven(BigInt(quantity) * rate.numerator, rate.denominator));
  return {
    ...cost,
    nanoUsd: amounts.reduce((sum, amount) => sum + amount, cost.nanoUsd ?? 0n),
    lines: [...cost.lines, ...billed],
    unpriced: cost.unpriced.filter(({ unit }) => !billed.some(line => line.unit === unit)),
  };
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
