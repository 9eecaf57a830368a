import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import type { BilledLineItem, EstimatedPart } from '#features/check/entries.ts';
import { differenceOf, sumOfCompared } from '#features/check/gap.ts';
import { type Reconcilable, reconcile } from '#features/check/reconcile.ts';
import { billed, day, estimated } from '../support/reconcile-parts.ts';

const usdAmount = fc.integer({ min: -30, max: 400 });
const dayOfTen = fc.integer({ min: 0, max: 9 }).map(offset => addDays(day, offset));
const anyEstimate: fc.Arbitrary<EstimatedPart> = fc
  .record({
    day: dayOfTen,
    operation: fc.constantFrom('completion' as const, 'web_search' as const),
    model: fc.constantFrom('o3', 'gpt-4o', 'ft:gpt-4o:acme:x', ''),
    serviceTier: fc.constantFrom('', 'default', 'batch', 'priority', 'scale'),
    unit: fc.constantFrom('inputTokens' as const, 'outputTokens' as const, null),
    usd: fc.option(usdAmount.map(Math.abs), { nil: null }),
    isApproximate: fc.boolean(),
  })
  .map(estimated);
const label = fc.constantFrom(
  'o3, input',
  'o3, output',
  'priority | o3, input',
  'gpt-4o',
  'ft-gpt-4o, input',
  'web search tool calls',
  'x',
);
const anyBilled: fc.Arbitrary<BilledLineItem> = fc.tuple(label, usdAmount, dayOfTen).map(given => billed(...given));
const anything: fc.Arbitrary<Reconcilable> = fc.record({
  estimated: fc.array(anyEstimate, { maxLength: 30 }),
  billed: fc.array(anyBilled, { maxLength: 30 }),
  earlyDays: fc.array(dayOfTen, { maxLength: 3 }).map(days => new Set(days)),
});

describe('gaps of anything', () => {
  it('and the rest sum to the difference of the totals, which are those of both sides', () => {
    fc.assert(
      fc.property(anything, given => {
        const found = reconcile(given);
        expect(found.billedNanoUsd).toBe(given.billed.reduce((sum, part) => sum + part.amountNanoUsd, 0n));
        expect(found.estimatedNanoUsd).toBe(given.estimated.reduce((sum, part) => sum + (part.nanoUsd ?? 0n), 0n));
        const ofGaps = found.gaps.reduce((sum, gap) => sum + differenceOf(gap), 0n);
        expect(ofGaps + found.restNanoUsd).toBe(differenceOf(found));
      }),
    );
  });

  it('are all in the splits by model, by line item and by day, which sum to the totals', () => {
    fc.assert(
      fc.property(anything, given => {
        const { byModel, byLineItem, byDay, billedNanoUsd, estimatedNanoUsd } = reconcile(given);
        for (const split of [byModel, byLineItem, byDay]) {
          expect(sumOfCompared(split)).toEqual({ billedNanoUsd, estimatedNanoUsd });
          expect(new Set(split.map(({ name }) => name)).size).toBe(split.length);
        }
      }),
    );
  });

  it('have parts that sum to them, days, and a difference', () => {
    fc.assert(
      fc.property(anything, given => {
        for (const gap of reconcile(given).gaps) {
          if (gap.parts.length > 0) expect(gap.parts.reduce((sum, part) => sum + differenceOf(part), 0n)).toBe(differenceOf(gap));
          expect(gap.days.length).toBeGreaterThan(0);
          expect(differenceOf(gap)).not.toBe(0n);
        }
      }),
    );
  });

  it('leave no amount of a subject out of sight that is over the limits by itself', () => {
    fc.assert(
      fc.property(anything, given => {
        const { gaps: found } = reconcile({ ...given, earlyDays: new Set() });
        const unnamed = given.billed.filter(part => part.lineItem === 'x' && part.amountNanoUsd > 0n);
        const total = unnamed.reduce((sum, part) => sum + part.amountNanoUsd, 0n);
        expect(found.filter(gap => gap.subject === 'x' && gap.reason === 'line item').map(gap => gap.billedNanoUsd)).toEqual(
          total > 1_000_000_000n ? [total] : [],
        );
      }),
    );
  });

  it('do not depend on the order of rows', () => {
    fc.assert(
      fc.property(anything, given => {
        const turned = { ...given, estimated: given.estimated.toReversed(), billed: given.billed.toReversed() };
        const keys = (from: Reconcilable) =>
          reconcile(from)
            .gaps.map(gap => JSON.stringify([gap.subject, gap.reason, String(differenceOf(gap)), gap.days]))
            .sort();
        expect(keys(turned)).toEqual(keys(given));
      }),
    );
  });
});
