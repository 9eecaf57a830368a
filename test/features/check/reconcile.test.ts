import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import type { BilledLineItem, EstimatedPart } from '#features/check/entries.ts';
import { differenceOf, isMaterial } from '#features/check/gap.ts';
import { gapLines } from '#features/check/gap-words.ts';
import { reconcile } from '#features/check/reconcile.ts';
import { billed, day, estimated } from '../support/reconcile-parts.ts';

/** Each gap as its subject, its reason and its difference in dollars. */
function gaps(estimates: readonly EstimatedPart[], bill: readonly BilledLineItem[], earlyDays: readonly Day[] = []) {
  return reconcile({ estimated: estimates, billed: bill, earlyDays: new Set(earlyDays) }).gaps.map(gap => [
    gap.subject,
    gap.reason,
    Number(differenceOf(gap)) / 1e9,
  ]);
}

describe('a gap', () => {
  it('is more than one percent of the estimate, and more than one dollar', () => {
    const compared = (bill: number, estimate: number) =>
      isMaterial({ billedNanoUsd: nanoUsdFromDecimal(bill), estimatedNanoUsd: nanoUsdFromDecimal(estimate) });
    expect([compared(10, 9), compared(10, 8.999999999)]).toEqual([false, true]);
    // 1% of 1000 is 10.
    expect([compared(990, 1000), compared(989.999999999, 1000), compared(1000, 990)]).toEqual([false, true, true]);
    expect([compared(0, 1), compared(0, 1.000000001), compared(-5, 0)]).toEqual([false, true, true]);
  });

  it('is found in one kind of tokens although another makes up for it', () => {
    const estimates = [estimated({ usd: 10 }), estimated({ unit: 'outputTokens', usd: 30 })];
    expect(gaps(estimates, [billed('o3-2025-04-16, input', 15), billed('o3-2025-04-16, output', 25)])).toEqual([
      ['o3-2025-04-16', 'price', 5],
      ['o3-2025-04-16', 'below list price', -5],
    ]);
  });

  it('is found on one day although over all days it is less than one percent', () => {
    const days = Array.from({ length: 30 }, (_, index) => addDays(day, index));
    const estimates = days.map(on => estimated({ day: on, usd: 100 }));
    const bill = days.map((on, index) => billed('o3-2025-04-16, input', index === 7 ? 120 : 100, on));
    const found = reconcile({ estimated: estimates, billed: bill, earlyDays: new Set() });
    // 20 of 3020 is 0.7%, 20 of 120 is 17%.
    expect(found.gaps.map(gap => [gap.days, gap.billedNanoUsd])).toEqual([[['2026-11-17'], 120_000_000_000n]]);
  });

  it('is found over all days although on each it is less than one dollar', () => {
    const days = Array.from({ length: 30 }, (_, index) => addDays(day, index));
    const estimates = days.map(on => estimated({ day: on, usd: 1 }));
    expect(
      gaps(
        estimates,
        days.map(on => billed('o3-2025-04-16, input', 1.2, on)),
      ),
    ).toEqual([['o3-2025-04-16', 'price', 6]]);
  });
});

describe('the reason of a gap', () => {
  it.each<[string, EstimatedPart[], BilledLineItem[], (string | number)[]]>([
    ['no price is known', [estimated({ usd: null })], [billed('o3-2025-04-16, input', 5)], ['o3-2025-04-16', 'unpriced', 5]],
    ['money was given back', [estimated({ usd: 0 })], [billed('credit', -5)], ['credit', 'credit', -5]],
    ['a line item names nothing', [], [billed('Text tokens', 5)], ['Text tokens', 'line item', 5]],
    [
      'a tool is billed otherwise than estimated',
      [estimated({ operation: 'vector_store', model: '', unit: 'storageByteDays', usd: 2 })],
      [billed('Vector storage', 5)],
      ['vector store', 'tool', 3],
    ],
    ['a model is billed that usage does not have', [], [billed('gpt-4o, training', 5)], ['gpt-4o', 'no usage', 5]],
    ['a model is used that the bill does not have', [estimated({ usd: 5 })], [], ['o3-2025-04-16', 'not billed', -5]],
    [
      'a tier is billed at another price',
      [estimated({ serviceTier: 'flex', usd: 5 })],
      [billed('flex | o3-2025-04-16, input', 8)],
      ['o3-2025-04-16', 'tier', 3],
    ],
    [
      'only usage names the tier',
      [estimated({ serviceTier: 'batch', usd: 5 })],
      [billed('o3-2025-04-16, input', 10)],
      ['o3-2025-04-16', 'tier', 5],
    ],
    [
      'only the bill names the tier',
      [estimated({ serviceTier: '', usd: 5 })],
      [billed('priority | o3-2025-04-16, input', 10)],
      ['o3-2025-04-16', 'tier', 5],
    ],
    [
      'the bill says long context',
      [estimated({ usd: 5 })],
      [billed('o3-2025-04-16, input', 3), billed('o3-2025-04-16, input, long context', 4)],
      ['o3-2025-04-16', 'long context', 2],
    ],
    [
      'the estimate may be of a long context',
      [estimated({ usd: 5, isApproximate: true })],
      [billed('o3-2025-04-16, input', 8)],
      ['o3-2025-04-16', 'long context', 3],
    ],
    ['it is ten percent more', [estimated({ usd: 100 })], [billed('o3-2025-04-16, input', 110)], ['o3-2025-04-16', 'residency', 10]],
    ['it is less', [estimated({ usd: 100 })], [billed('o3-2025-04-16, input', 80)], ['o3-2025-04-16', 'below list price', -20]],
    ['it is nothing', [estimated({ usd: 100 })], [billed('o3-2025-04-16, input', 0)], ['o3-2025-04-16', 'free tokens', -100]],
    ['it is something else', [estimated({ usd: 100 })], [billed('o3-2025-04-16, input', 130)], ['o3-2025-04-16', 'price', 30]],
  ])('is named where %s', (_, estimates, bill, gap) => {
    expect(gaps(estimates, bill)).toEqual([gap]);
  });

  it('is another day where more is billed on one day and less on the next', () => {
    const estimates = ['2026-11-10', '2026-11-11'].map(on => estimated({ day: on, usd: 50 }));
    const bill = [billed('o3-2025-04-16, input', 30), billed('o3-2025-04-16, input', 70, '2026-11-11')];
    expect(gaps(estimates, bill)).toEqual([
      ['o3-2025-04-16', 'other day', -20],
      ['o3-2025-04-16', 'other day', 20],
    ]);
  });

  it('is lateness where a day was read early and less is billed than on settled days', () => {
    const estimates = ['2026-11-10', '2026-11-11'].map(on => estimated({ day: on, usd: 50 }));
    const bill = [billed('o3-2025-04-16, input', 50), billed('o3-2025-04-16, input', 30, '2026-11-11')];
    expect(gaps(estimates, bill, ['2026-11-11'])).toEqual([['', 'late', -20]]);
    expect(gaps(estimates, bill)).toEqual([['o3-2025-04-16', 'below list price', -20]]);
  });

  it('is not lateness where a day was read early, but differs as the settled days do', () => {
    const estimates = ['2026-11-10', '2026-11-11'].map(on => estimated({ day: on, usd: 50 }));
    const bill = [billed('o3-2025-04-16, input', 80), billed('o3-2025-04-16, input', 80, '2026-11-11')];
    expect(gaps(estimates, bill, ['2026-11-11'])).toEqual([['o3-2025-04-16', 'price', 60]]);
  });
});

describe('what is billed below list price', () => {
  const days = Array.from({ length: 6 }, (_, index) => addDays(day, index));
  const early = days.slice(-2);
  const uses = days.map((on, index) => estimated({ day: on, usd: 100 * (index + 1) }));
  const bill = (usdOf: (list: number) => number) => days.map((on, index) => billed('o3-2025-04-16, input', usdOf(100 * (index + 1)), on));

  it('is below list price at one share on all days, young ones too', () => {
    // 10 % of 100 + 200 + … + 600
    expect(
      gaps(
        uses,
        bill(list => list * 0.9),
        early,
      ),
    ).toEqual([['o3-2025-04-16', 'below list price', -210]]);
  });

  it('is free at $0 on all days, young ones too', () => {
    expect(
      gaps(
        uses,
        bill(() => 0),
        early,
      ),
    ).toEqual([['o3-2025-04-16', 'free tokens', -2100]]);
  });

  it('is free as far as an allowance goes that is the same each day', () => {
    expect(
      gaps(
        uses,
        bill(list => list - 50),
      ),
    ).toEqual([['o3-2025-04-16', 'free tokens', -300]]);
  });

  it('is a price that fell where only later days are below', () => {
    const fell = days.map((on, index) => billed('o3-2025-04-16, input', 100 * (index + 1) * (index < 3 ? 1 : 0.8), on));
    // 20 % of 400 + 500 + 600
    expect(gaps(uses, fell)).toEqual([['o3-2025-04-16', 'below list price', -300]]);
  });

  it('is not the tier where every tier is billed at that share', () => {
    const batch = days.map((on, index) => estimated({ day: on, usd: 50 * (index + 1), serviceTier: 'batch' }));
    const of = (share: number) => days.map((on, index) => billed('batch | o3-2025-04-16, input', 50 * (index + 1) * share, on));
    const reasons = (share: number) => gaps([...uses, ...batch], [...bill(list => list * 0.9), ...of(share)]).map(([, reason]) => reason);
    expect([reasons(0.9), reasons(0.7)]).toEqual([['below list price'], ['tier', 'below list price']]);
  });

  it('is late, not free, where a young day has no line yet', () => {
    const settled = days.slice(0, 5).map((on, index) => billed('o3-2025-04-16, input', 100 * (index + 1), on));
    expect(gaps(uses, settled, early)).toEqual([['', 'late', -600]]);
  });

  it('is said with its share of list price', () => {
    const { gaps: found } = reconcile({ estimated: uses, billed: bill(list => list * 0.85), earlyDays: new Set() });
    expect(found.map(gap => gapLines(gap, day).reason)).toEqual([
      expect.stringMatching(/^Below list price, at 85% of it: a negotiated rate/),
    ]);
  });
});

describe('what is compared with what', () => {
  it('is a tier with that tier, and line items of no tier with all that are left', () => {
    const estimates = [
      estimated({ serviceTier: 'priority', usd: 10 }),
      estimated({ serviceTier: 'batch', usd: 3 }),
      estimated({ serviceTier: '', usd: 4 }),
    ];
    expect(gaps(estimates, [billed('priority | o3-2025-04-16, input', 10), billed('o3-2025-04-16, input', 7)])).toEqual([]);
  });

  it('is a fine-tuned base with all models that were fine-tuned from it', () => {
    const estimates = ['a', 'b'].map(id => estimated({ model: `ft:gpt-4o-2024-08-06:acme:bot:${id}`, usd: 5 }));
    expect(gaps(estimates, [billed('ft-gpt-4o-2024-08-06, input', 10)])).toEqual([]);
    expect(gaps(estimates, [billed('ft-gpt-4o-2024-08-06, input', 20)])).toEqual([['ft:gpt-4o-2024-08-06', 'price', 10]]);
  });

  it('is all kinds of a model in one where one side does not tell them apart', () => {
    const estimates = [estimated({ usd: 10 }), estimated({ unit: 'outputTokens', usd: 30 })];
    expect(gaps(estimates, [billed('o3-2025-04-16', 40)])).toEqual([]);
  });

  it('is all models in one where usage is not split by model', () => {
    const bill = [billed('o3-2025-04-16, input', 10), billed('gpt-4o-2024-08-06, input', 5)];
    expect(gaps([estimated({ model: '', unit: 'inputTokens', usd: 15 })], bill)).toEqual([]);
    expect(gaps([estimated({ model: '', unit: 'inputTokens', usd: 10 })], bill)).toEqual([['all models', 'price', 5]]);
  });
});
