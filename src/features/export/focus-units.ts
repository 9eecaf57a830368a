import { decimalFromFraction, times } from '#core/money/fraction.ts';
import { fractionFromDecimal } from '#core/money/nano-usd.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import type { Charge } from './charges.ts';

/** The counted quantity, and the same in the unit that OpenAI prices, exact or to 18 decimals; all null if it is not known. */
export function focusQuantity(quantity: Charge['quantity']) {
  if (quantity === null) return { consumed: null, unit: null, priced: null, pricingUnit: null };
  const unit = typeof quantity.unit === 'string' ? unitOf(quantity.unit) : openAiUnit(quantity.unit.inWords);
  const pricing = pricingUnits[unit] ?? { unit, per: 1n };
  const count = fractionFromDecimal(quantity.count);
  const priced = decimalFromFraction(times(count, 1n, pricing.per), 18);
  return { consumed: decimalFromFraction(count, 18), unit, priced, pricingUnit: pricing.unit };
}

/** A unit as FOCUS writes it: plural nouns, abbreviated data sizes, `B-Days` for a size stored for a day. */
function unitOf(unit: QuantityName): string {
  if (unit === 'storageByteDays') return 'B-Days';
  return unit.endsWith('Tokens') ? 'Tokens' : capitalized(unit);
}

/** OpenAI's own unit for the quantity of a line item (`quantity_unit` of the Costs API), as FOCUS writes it. */
function openAiUnit(words: string): string {
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

/** `word` with a capital at its start. */
export function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
