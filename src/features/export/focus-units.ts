import { decimalFromFraction, times } from '#core/money/fraction.ts';
import { fractionFromDecimal } from '#core/money/nano-usd.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import type { Charge } from './charges.ts';

/** A quantity in FOCUS terms; all null if it is not known. */
export interface FocusQuantity {
  readonly ConsumedQuantity: string | null;
  readonly ConsumedUnit: string | null;
  readonly PricingQuantity: string | null;
  readonly PricingUnit: string | null;
}

/** The counted quantity, and the same in the unit that OpenAI prices, exact or to 18 decimals. */
export function focusQuantity(quantity: Charge['quantity']): FocusQuantity {
  if (quantity === null) return { ConsumedQuantity: null, ConsumedUnit: null, PricingQuantity: null, PricingUnit: null };
  const unit = typeof quantity.unit === 'string' ? unitOf(quantity.unit) : unitInWords(quantity.unit.inWords);
  const pricing = pricingUnits[unit] ?? { unit, per: 1n };
  const count = fractionFromDecimal(quantity.count);
  return {
    ConsumedQuantity: decimalFromFraction(count, 18),
    ConsumedUnit: unit,
    PricingQuantity: decimalFromFraction(times(count, 1n, pricing.per), 18),
    PricingUnit: pricing.unit,
  };
}

/** A unit as FOCUS writes it: plural nouns, abbreviated data sizes, `B-Days` for a size stored for a day. */
function unitOf(unit: QuantityName): string {
  if (unit === 'storageByteDays') return 'B-Days';
  return unit.endsWith('Tokens') ? 'Tokens' : capitalized(unit);
}

/** OpenAI's own unit for the quantity of a line item (`quantity_unit` of the Costs API), as FOCUS writes it. */
function unitInWords(words: string): string {
  return openAiUnits[words] ?? capitalized(words.replaceAll('_', ' '));
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

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
