import { decimalFromFraction, times } from '../money/fraction.ts';
import type { Fraction } from '../money/nano-usd.ts';
import type { QuantityName } from '../usage/usage-row.ts';

/** The batch of units a price is quoted for, and its name. */
export interface NaturalUnit {
  readonly per: number;
  readonly name: string;
}

const oneMillion = 1_000_000;

/** How prices of `unit` are quoted: tokens per million, audio per minute, calls per thousand. */
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

/** The price per {@link NaturalUnit} in dollars, such as `2.5`. Exact if the decimal terminates, otherwise to 18 decimals. */
export function usdPerNaturalUnit(nanoUsdPerUnit: Fraction, unit: QuantityName): string {
  return decimalFromFraction(times(nanoUsdPerUnit, BigInt(naturalUnit(unit).per), 1_000_000_000n), Number.POSITIVE_INFINITY);
}
