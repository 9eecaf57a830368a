import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd, divideHalfEven, dollarsFromNanoUsd, nanoUsdFromDecimal } from '#core/money/nano-usd.ts';

describe('money', () => {
  it('is read exactly from numbers and from strings', () => {
    expect(nanoUsdFromDecimal('0.8958740000000000')).toBe(895_874_000n);
    expect(nanoUsdFromDecimal(1e-7)).toBe(100n);
    expect(nanoUsdFromDecimal('1E-7')).toBe(100n);
    expect(nanoUsdFromDecimal(-5)).toBe(-5_000_000_000n);
    expect(nanoUsdFromDecimal('.5')).toBe(500_000_000n);
    expect(nanoUsdFromDecimal('12.')).toBe(12_000_000_000n);
    expect(nanoUsdFromDecimal('1e3')).toBe(1_000_000_000_000n);
    expect(nanoUsdFromDecimal(0.1)).toBe(100_000_000n);
  });

  it('rounds what is finer than a nano-dollar half to even', () => {
    expect(nanoUsdFromDecimal('0.0000000005')).toBe(0n);
    expect(nanoUsdFromDecimal('0.0000000015')).toBe(2n);
    expect(nanoUsdFromDecimal('-0.0000000025')).toBe(-2n);
    expect(nanoUsdFromDecimal('0.00000000050000001')).toBe(1n);
  });

  it('is read whatever its exponent, and however many decimals', () => {
    expect(nanoUsdFromDecimal('0E-6176')).toBe(0n);
    expect(nanoUsdFromDecimal('-0.000e+99999999999999999999999')).toBe(0n);
    expect(nanoUsdFromDecimal(`1e-${'9'.repeat(400)}`)).toBe(0n);
    expect(nanoUsdFromDecimal('0.1000000000000000055511151231257827')).toBe(100_000_000n);
    expect(nanoUsdFromDecimal(`1${'0'.repeat(6000)}E-6000`)).toBe(1_000_000_000n);
    expect(nanoUsdFromDecimal(`${'0'.repeat(6000)}1e+0000002`)).toBe(100_000_000_000n);
    expect(nanoUsdFromDecimal('1e18')).toBe(10n ** 27n);
    // Half a nano-dollar is a tie, which goes to the even 0; the last 1 makes it more than half.
    expect(nanoUsdFromDecimal(`0.0000000005${'0'.repeat(5000)}`)).toBe(0n);
    expect(nanoUsdFromDecimal(`0.0000000005${'0'.repeat(5000)}1`)).toBe(1n);
  });

  it.each(['', '-', '.', 'e5', 'NaN', 'Infinity', '1,5', '0x10', '1e9999', `1e${'9'.repeat(400)}`, '$5', '1 2'])('refuses %j', text => {
    expect(() => nanoUsdFromDecimal(text)).toThrow(RangeError);
  });

  it('is written as in a command, with no more decimals than there are', () => {
    expect([500n, 1_000_000_000n, 500_000_000_000n, 6_050_000_000_000n].map(dollarsFromNanoUsd)).toEqual([
      '$0.0000005',
      '$1',
      '$500',
      '$6050',
    ]);
  });

  it('is written with nine decimals, and read back the same', () => {
    expect(decimalFromNanoUsd(412_180_000_000n)).toBe('412.180000000');
    expect(decimalFromNanoUsd(-1n)).toBe('-0.000000001');
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), amount => nanoUsdFromDecimal(decimalFromNanoUsd(amount)) === amount),
    );
  });

  it('divides to the nearest, never further than half away', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const rest = numerator - divideHalfEven(numerator, denominator) * denominator;
        expect(2n * (rest < 0n ? -rest : rest) <= denominator).toBe(true);
      }),
    );
    expect([5n, 15n, 25n, -5n, -15n].map(tenths => divideHalfEven(tenths, 10n))).toEqual([0n, 2n, 2n, 0n, -2n]);
  });
});
