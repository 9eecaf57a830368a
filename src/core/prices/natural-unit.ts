import { decimalFromFraction, times } from '../money/fraction.ts';
import type { Fraction } from '../money/nano-usd.ts';
import type { QuantityName } from '../usage/usage-row.ts';

/** The batch of units a price is quoted for, and its name. */
export interface NaturalUnit {
  readonly per: number;
  readonly name: string;
}

const unitsOwn: { readonly [unit in QuantityName]?: NaturalUnit } = {
  requests: { per: 1, name: 'request' },
  images: { per: 1, name: 'image' },
  seconds: { per: 60, name: 'minute' },
  characters: { per: 1_000_000, name: '1M characters' },
  sessions: { per: 1, name: 'session' },
  calls: { per: 1000, name: '1k calls' },
  storageByteDays: { per: 2 ** 30, name: 'GiB-day' },
};

/** How prices of `unit` are quoted: tokens per million, audio per minute, calls per thousand. */
export function naturalUnit(unit: QuantityName): NaturalUnit {
  return unitsOwn[unit] ?? { per: 1_000_000, name: '1M tokens' };
}

/** The price per {@link NaturalUnit} in dollars, such as `2.5`. Exact if the decimal terminates, otherwise to 18 decimals. */
export function usdPerNaturalUnit(nanoUsdPerUnit: Fraction, unit: QuantityName): string {
  return decimalFromFraction(times(nanoUsdPerUnit, BigInt(naturalUnit(unit).per), 1_000_000_000n), Number.POSITIVE_INFINITY);
}
