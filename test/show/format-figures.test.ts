import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCount, formatCountAxis, formatPercent, formatShare, formatUsd, formatUsdAxis } from '#show/format-figures.ts';

describe('formatUsd', () => {
  it('always shows cents from one cent up', () => {
    expect(formatUsd(1_234_560_000_000n)).toBe('$1,234.56');
    expect(formatUsd(412_000_000_000n)).toBe('$412.00');
    expect(formatUsd(10_000_000n)).toBe('$0.01');
    expect(formatUsd(0n)).toBe('$0.00');
  });

  it('shows two digits that count below one cent', () => {
    expect(formatUsd(4_100_000n)).toBe('$0.0041');
    expect(formatUsd(4_149_999n)).toBe('$0.0041');
    expect(formatUsd(4_000_000n)).toBe('$0.004');
    expect(formatUsd(41n)).toBe('$0.000000041');
    expect(formatUsd(1n)).toBe('$0.000000001');
  });

  it('reads as one cent when rounding reaches it', () => {
    expect(formatUsd(9_960_000n)).toBe('$0.01');
  });

  it('puts the sign of a credit before the dollar', () => {
    expect(formatUsd(-5_000_000_000n)).toBe('−$5.00');
    expect(formatUsd(-4_100_000n)).toBe('−$0.0041');
  });

  it('rounds a half to the even digit, exactly, however large the amount', () => {
    expect(formatUsd(1_005_000_000n)).toBe('$1.00');
    expect(formatUsd(1_015_000_000n)).toBe('$1.02');
    expect(formatUsd(4_350_000n)).toBe('$0.0044');
    expect(formatUsd(4_250_000n)).toBe('$0.0042');
    expect(formatUsd(9_007_199_254_740_993_005_000_001n)).toBe('$9,007,199,254,740,993.01');
  });

  it('never shows money as nothing, and never loses more than half a cent or one part in twenty', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), amount => {
        const shown = Number(formatUsd(amount).replace('−', '-').replaceAll(/[$,]/g, '')) * 1e9;
        expect(shown !== 0).toBe(amount !== 0n);
        const size = Math.abs(Number(amount));
        const allowed = size < 10_000_000 ? size / 20 : 5_000_000;
        expect(Math.abs(shown - Number(amount))).toBeLessThanOrEqual(allowed * 1.000001 + size * 1e-12);
      }),
    );
  });
});

describe('axis labels', () => {
  it('are short', () => {
    expect(formatUsdAxis(0n)).toBe('$0');
    expect(formatUsdAxis(250_000_000_000n)).toBe('$250');
    expect(formatUsdAxis(1_200_000_000_000n)).toBe('$1.2k');
    expect(formatUsdAxis(-12_000_000_000_000n)).toBe('−$12k');
    expect(formatUsdAxis(3_000_000_000_000_000n)).toBe('$3M');
    expect(formatUsdAxis(500_000_000n)).toBe('$0.50');
    expect(formatUsdAxis(2_000_000n)).toBe('$0.002');
    expect(formatCountAxis(500)).toBe('500');
    expect(formatCountAxis(1_200)).toBe('1.2k');
    expect(formatCountAxis(12_300_000)).toBe('12.3M');
  });
});

describe('formatCount', () => {
  it('writes out what is below a million and shortens the rest', () => {
    expect(formatCount(18_234)).toBe('18,234');
    expect(formatCount(999_999)).toBe('999,999');
    expect(formatCount(12_345_678)).toBe('12.3M');
    expect(formatCount(999_949_999)).toBe('999.9M');
    expect(formatCount(999_950_000)).toBe('1.00B');
    expect(formatCount(1_389_300_000)).toBe('1.39B');
    expect(formatCount(-12_345_000_000)).toBe('−12.35B');
    expect(formatCount(0)).toBe('0');
    expect(formatCount(-1_200)).toBe('−1,200');
    expect(formatCountAxis(-1_200)).toBe('−1.2k');
  });
});

describe('percent', () => {
  it('of a change carries its sign, and a decimal only below ten', () => {
    expect(formatPercent(17.8)).toBe('+18%');
    expect(formatPercent(-3)).toBe('−3%');
    expect(formatPercent(0.4)).toBe('+0.4%');
    expect(formatPercent(1234)).toBe('+1,234%');
    expect(formatPercent(0)).toBe('0%');
    expect(formatPercent(-0.04)).toBe('0%');
  });

  it('of a total carries none', () => {
    expect(formatShare(0.4855)).toBe('49%');
    expect(formatShare(0.004)).toBe('0.4%');
    expect(formatShare(1)).toBe('100%');
    expect(formatShare(-0.031)).toBe('−3.1%');
  });
});
