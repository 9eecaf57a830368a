import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalFromFraction, nanoUsdPerUnit } from '#core/money/fraction.ts';
import { fractionFromDecimal } from '#core/money/nano-usd.ts';

describe('nano-dollars for a unit', () => {
  it.each([
    [2.5, 1_000_000, 2500n, 1n], // 2.5 × 10⁹ / 10⁶
    [0.0025, 1_000_000, 5n, 2n],
    [0.006, 60, 100_000n, 1n], // 6,000,000 / 60
    [0.27, 3600, 75_000n, 1n], // 270,000,000 / 3,600
    [0.1, 2 ** 30, 390_625n, 4_194_304n], // 10⁸ / 2³⁰ = 5⁸ / 2²²
    [0, 1_000_000, 0n, 1n],
  ])('%d dollars for %d', (usd, per, numerator, denominator) => {
    expect(nanoUsdPerUnit(usd, per)).toEqual({ numerator, denominator });
  });
});

describe('a fraction as a decimal', () => {
  it.each([
    [2500n, 1_000_000_000n, '0.0000025'],
    [3n, 1n, '3'],
    [0n, 7n, '0'],
    [-5n, 2n, '-2.5'],
    [1n, 3n, '0.333333333333333333'],
    [2n, 3n, '0.666666666666666667'],
    [1n, 2n ** 20n, '0.000000953674316406'], // ends after 20 decimals: …40625
  ])('%d / %d is %s', (numerator, denominator, expected) => {
    expect(decimalFromFraction({ numerator, denominator }, 18)).toBe(expected);
  });

  it('is exact where enough decimals are allowed', () => {
    expect(decimalFromFraction({ numerator: 1n, denominator: 2n ** 20n }, 20)).toBe('0.00000095367431640625');
  });

  it('reads as the same fraction again', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(18), (digits, decimals) => {
        const text = decimalFromFraction({ numerator: digits, denominator: 10n ** BigInt(decimals) }, 18);
        const read = fractionFromDecimal(text);
        expect(read.numerator * 10n ** BigInt(decimals)).toBe(digits * read.denominator);
        expect(text).not.toMatch(/\.\d*0$|\.$/);
      }),
    );
  });
});
