import { decimalFromFraction, times } from '#core/money/fraction.ts';
import { type Fraction, fractionFromDecimal } from '#core/money/nano-usd.ts';
import { unitsIn } from '#core/usage/line-quantity.ts';
import { type QuantityName, quantityNames } from '#core/usage/usage-row.ts';
import { capitalized } from '#show/phrases.ts';
import type { Charge } from './charges.ts';

/** How much was used, and the same in the unit that OpenAI prices. */
export interface FocusQuantity {
  readonly consumed: string;
  readonly unit: string;
  readonly priced: Fraction;
  readonly pricingUnit: string;
  /** How much of our own unit the pricing unit holds; null if that isn't known. */
  readonly unitsPriced: Fraction | null;
}

const one: Fraction = { numerator: 1n, denominator: 1n };

export function focusQuantity({ count, unit: counted }: NonNullable<Charge['quantity']>): FocusQuantity {
  const unit = typeof counted === 'string' ? unitOf(counted) : openAiUnit(counted.inWords);
  const pricing = pricingUnits[unit] ?? { unit, per: 1n };
  const exact = fractionFromDecimal(count);
  const ours = typeof counted === 'string' || isOwnUnit(counted.inWords) ? one : unitsIn(counted.inWords);
  return {
    consumed: decimalFromFraction(exact, 18),
    unit,
    priced: times(exact, 1n, pricing.per),
    pricingUnit: pricing.unit,
    unitsPriced: ours === null ? null : times(ours, pricing.per, 1n),
  };
}

/** A charge of which it isn't known how much was used: one of itself. */
export const oneCharge: FocusQuantity = {
  consumed: '1',
  unit: 'Charges',
  priced: one,
  pricingUnit: 'Charges',
  unitsPriced: null,
};

/** Whether OpenAI's term is ours: `sessions`. */
function isOwnUnit(words: string): boolean {
  return quantityNames.some(name => name === words);
}

/** A unit as FOCUS writes it: plural nouns, abbreviated data sizes, `B-Days` for a size stored for a day. */
function unitOf(unit: QuantityName): string {
  if (unit === 'storageByteDays') return 'B-Days';
  return unit.endsWith('Tokens') ? 'Tokens' : capitalized(unit);
}

/** OpenAI's own unit for the quantity of a line item (`quantity_unit` of the Costs API), as FOCUS writes it: letters and spaces. */
function openAiUnit(words: string): string {
  const written = words.replaceAll(/[^A-Za-z0-9]+/g, ' ').trim();
  return openAiUnits[words] ?? (/^[A-Za-z]/.test(written) ? capitalized(written) : 'Units');
}

const openAiUnits: Readonly<Record<string, string>> = {
  duration_seconds: 'Seconds',
  duration_minutes: 'Minutes',
  duration_hours: 'Hours',
  gibibyte_hours: 'GiB-Hours',
  '1000_tokens': '1000 Tokens',
};

/** Units that prices are published for, if not the counted one. */
const pricingUnits: Readonly<Record<string, { unit: string; per: bigint }>> = {
  Tokens: { unit: '1000000 Tokens', per: 1_000_000n },
  Characters: { unit: '1000000 Characters', per: 1_000_000n },
  Seconds: { unit: 'Minutes', per: 60n },
  Calls: { unit: '1000 Calls', per: 1000n },
  'B-Days': { unit: 'GiB-Days', per: 2n ** 30n },
};
