import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascending } from '#core/ascending.ts';
import { absolute } from '#core/money/nano-usd.ts';
import type { NamedContributor } from '#core/usage/lead-cause.ts';
import { sizeOf, totalOf } from '#core/usage/split-change.ts';
import { inCents } from '#features/verdict/in-cents.ts';
import { isUnderACent } from '#show/format-figures.ts';
import { contributor } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

const oneCent = usd(0.01);

describe('a split in cents', () => {
  it('adds up where thirty parts of 1.4 cents each are read as one', () => {
    const { whole, parts } = shownOf(Array.from({ length: 30 }, (_, index) => part(String(index), 0n, 14_000_000n)));
    expect(whole).toBe(usd(0.42));
    expect(sum(parts.map(({ shown }) => shown))).toBe(usd(0.42));
  });

  it('adds up to the change that is read, each part within a cent of what it is', () => {
    fc.assert(
      fc.property(splitOf(change), contributors => {
        const { whole, parts } = shownOf(contributors);
        for (const { shown, exact } of parts) {
          expect(shown % oneCent).toBe(0n);
          expect(absolute(shown - exact)).toBeLessThanOrEqual(oneCent);
        }
        expect(sum(parts.map(({ shown }) => shown))).toBe(whole);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps parts under a cent exact, and the others within a cent of what they are', () => {
    fc.assert(
      fc.property(splitOf(fc.oneof(change, fc.bigInt(-oneCent + 1n, oneCent - 1n))), contributors => {
        const { whole, parts } = shownOf(contributors);
        for (const { shown, exact } of parts) expect(absolute(shown - exact)).toBeLessThanOrEqual(isUnderACent(exact) ? 0n : oneCent);
        expect(absolute(sum(parts.map(({ shown }) => shown)) - whole)).toBeLessThan(oneCent);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Of a cent or more; many of about a cent, some half a cent off to the nano-dollar. */
const change = fc
  .oneof(
    fc.bigInt(oneCent, 3n * oneCent),
    fc.bigInt(oneCent, usd(5)),
    fc.bigInt(2n, 9n).map(halves => (halves * oneCent) / 2n),
  )
  .chain(size => fc.constantFrom(size, -size));

function splitOf(changes: fc.Arbitrary<bigint>): fc.Arbitrary<NamedContributor[]> {
  const before = fc.oneof(fc.constant(0n), fc.bigInt(0n, usd(3)), fc.constant(usd(0.005)));
  return fc
    .array(fc.tuple(before, changes), { minLength: 1, maxLength: 60 })
    .map(all => all.map(([from, by], index) => part(String(index), from, from + by)))
    .filter(parts => {
      const whole = totalOf(parts);
      return ![whole.beforeNanoUsd, whole.afterNanoUsd, sizeOf(whole)].some(isUnderACent);
    });
}

function part(id: string, beforeNanoUsd: bigint, afterNanoUsd: bigint): NamedContributor {
  return contributor({ id, label: id, beforeNanoUsd, afterNanoUsd });
}

function shownOf(parts: readonly NamedContributor[]) {
  const contributors = parts.toSorted((a, b) => ascending(absolute(sizeOf(b)), absolute(sizeOf(a))));
  const told = inCents({ change: totalOf(contributors), by: [{ attribute: 'model', contributors }] });
  const shown = new Map(told.by.flatMap(split => split.contributors.map(one => [one.id, sizeOf(one)] as const)));
  return { whole: sizeOf(told.change), parts: contributors.map(one => ({ exact: sizeOf(one), shown: shown.get(one.id) ?? 0n })) };
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, one) => total + one, 0n);
}
