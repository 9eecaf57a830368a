import { decimalFromFraction, times } from '../money/fraction.ts';
import type { Fraction } from '../money/nano-usd.ts';
import type { QuantityName } from '../usage/usage-row.ts';

/** How many of a unit people quote a price for, and what they call that many. */
export interface NaturalUnit {
  readonly per: number;
  readonly name: string;
}

const oneMillion = 1_000_000;

/** A price of `unit` is quoted for so many: tokens by the million, audio by the minute, calls by the thousand. */
export function naturalUnit(unit: QuantityName): NaturalUnit {
  switch (unit) {
    case 'requests':
      return { per: 1, name: 'request' };
    case 'images':
      return { per: 1, name: 'image' };
    case 'seconds':
      return { per: 60, name: 'minute' };
    case 'characters':
      return { per: oneMillion, name: '1M characters' };
    case 'sessions':
      return { per: 1, name: 'session' };
    case 'calls':
      return { per: 1000, name: '1k calls' };
    case 'storageByteDays':
      return { per: 2 ** 30, name: 'GiB-day' };
    default:
      return { per: oneMillion, name: '1M tokens' };
  }
}

/** The price of a {@link NaturalUnit} in dollars, `2.5`: exact where the decimal ends, otherwise with 18 decimals. */
export function usdPerNaturalUnit(nanoUsdPerUnit: Fraction, unit: QuantityName): string {
  return decimalFromFraction(times(nanoUsdPerUnit, BigInt(naturalUnit(unit).per), 1_000_000_000n), Number.POSITIVE_INFINITY);
}
