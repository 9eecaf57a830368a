import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { billedPrices, type SettledLine } from '#core/prices/billed-prices.ts';
import { usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { addDays } from '#core/time/day.ts';

const firstDay = '2026-11-01';
const label = 'gpt-9, input';

interface DayGiven {
  readonly usd: string;
  readonly quantity: number;
}

/** A million tokens each. */
const at = (...usd: readonly string[]): DayGiven[] => usd.map(one => ({ usd: one, quantity: 1_000_000 }));

function lines(days: readonly DayGiven[], of: Partial<SettledLine> = {}): SettledLine[] {
  return days.map(({ usd, quantity }, index) => ({
    ...{ day: addDays(firstDay, index), label, quantity, quantityUnit: 'tokens', nanoUsd: nanoUsdFromDecimal(usd) },
    ...of,
  }));
}

/** Prices in dollars for a million tokens. */
function prices(given: readonly SettledLine[], since = firstDay) {
  return billedPrices(given, since).map(({ subject, tier, unit, isLongContext, inForce, changes }) => ({
    item: [subject, tier, unit, ...(isLongContext ? ['long'] : [])].join(' '),
    price: inForce === null ? null : `${usdPerNaturalUnit(inForce.nanoUsdPerUnit, unit)} from ${inForce.from}`,
    changes: changes.map(
      ({ from, before, nanoUsdPerUnit }) => `${from}: ${usdPerNaturalUnit(before, unit)} → ${usdPerNaturalUnit(nanoUsdPerUnit, unit)}`,
    ),
  }));
}

const only = (given: readonly SettledLine[], since?: string) => prices(given, since)[0];

describe('the price that a bill charges per unit', () => {
  it('is amount over quantity, all days that agree together', () => {
    const days = [...at('4'), { usd: '8', quantity: 2_000_000 }, { usd: '4.04', quantity: 1_000_000 }];
    // (4 + 8 + 4.04) / 4
    expect(prices(lines(days))).toEqual([{ item: 'gpt-9 default inputTokens', price: '4.01 from 2026-11-01', changes: [] }]);
  });

  it('takes three days', () => {
    expect(only(lines(at('4', '4')))?.price).toBeNull();
    expect(only(lines(at('4', '4', '4')))?.price).toBe('4 from 2026-11-01');
  });

  it('takes days that are alike within 1 %', () => {
    expect(only(lines(at('4', '4.04', '4')))?.price).not.toBeNull();
    expect(only(lines(at('4', '4.041', '4')))?.price).toBeNull();
    expect(only(lines(at('4', '4.08', '4', '4.08', '4', '4.08')))).toMatchObject({ price: null, changes: [] });
  });

  it('is not known from days before the last 28', () => {
    const given = lines(at('4', '4', '4', '4'));
    expect(only(given, '2026-11-02')?.price).toBe('4 from 2026-11-01');
    expect(only(given, '2026-11-03')?.price).toBeNull();
  });

  it('stands while one or two days differ, and is not known once a third does', () => {
    expect(only(lines(at('4', '4', '4', '5', '6')))?.price).toBe('4 from 2026-11-01');
    expect(only(lines(at('4', '4', '4', '5', '6', '7')))).toMatchObject({ price: null, changes: [] });
  });

  it('is $0 where all is free', () => {
    expect(only(lines(at('0', '0', '0')))?.price).toBe('0 from 2026-11-01');
  });

  it('is not known from credits, from rows that count nothing, and from labels that name no model or no unit', () => {
    const free = lines(at('-4', '-4', '-4'));
    const uncounted = lines(at('4', '4', '4'), { quantity: 0 });
    const inOtherWords = lines(at('4', '4', '4'), { quantityUnit: 'things' });
    const broken = lines(at('4', '4', '4'), { quantity: 1e300 });
    expect([free, uncounted, inOtherWords, broken].map(given => only(given)?.price ?? null)).toEqual([null, null, null, null]);
    for (const other of ['Support fee', 'gpt-9', 'Text tokens']) expect(prices(lines(at('4', '4', '4'), { label: other }))).toEqual([]);
  });

  it('is exact for amounts of 64 bits and quantities beyond what numbers hold exactly', () => {
    const whole = 2 ** 62;
    const given = lines(at('1', '1', '1'), { nanoUsd: 2n ** 62n - 2n ** 10n, quantity: whole });
    expect(billedPrices(given, firstDay)[0]?.inForce?.nanoUsdPerUnit).toEqual({
      numerator: 3n * (2n ** 62n - 2n ** 10n),
      denominator: 3n * 2n ** 62n,
    });
  });

  it('is one for each tier, unit and length of context, whatever a tier is called', () => {
    const days = at('4', '4', '4');
    const labels = [
      label,
      'priority | gpt-9, input',
      'fast | gpt-9, input',
      'gpt-9, output',
      'gpt-9, input, long context',
      'ft-gpt-9, input',
    ];
    expect(prices(labels.flatMap(one => lines(days, { label: one }))).map(({ item }) => item)).toEqual([
      'gpt-9 default inputTokens',
      'gpt-9 priority inputTokens',
      'gpt-9 default outputTokens',
      'gpt-9 default inputTokens long',
      'ft:gpt-9 default inputTokens',
    ]);
  });

  it('converts what OpenAI counts by the thousand, the minute and the hour of a gibibyte', () => {
    const thousands = { quantity: 1000, quantityUnit: '1000_tokens' };
    expect(only(lines(at('4', '4', '4'), thousands))?.price).toBe('4 from 2026-11-01');
    const storage = { label: 'Vector storage', quantity: 24, quantityUnit: 'gibibyte_hours' };
    expect(only(lines(at('0.1', '0.1', '0.1'), storage))?.price).toBe('0.1 from 2026-11-01');
  });
});

describe('a price change seen in the bill', () => {
  it('is a move of more than 1 % that stands for three days', () => {
    const before = at('4', '4', '4');
    expect(only(lines([...before, ...at('5', '5')]))).toMatchObject({ price: '4 from 2026-11-01', changes: [] });
    expect(only(lines([...before, ...at('5', '5', '5')]))).toMatchObject({
      price: '5 from 2026-11-04',
      changes: ['2026-11-04: 4 → 5'],
    });
    expect(only(lines([...before, ...at('4.041', '4.041', '4.041')]))?.changes).toEqual(['2026-11-04: 4 → 4.041']);
    expect(only(lines([...before, ...at('4.04', '4.04', '4.04')]))?.changes).toEqual([]);
  });

  it('is each of several, also back to where it was', () => {
    expect(only(lines(at('4', '4', '4', '5', '5', '5', '4', '4', '4')))).toMatchObject({
      price: '4 from 2026-11-07',
      changes: ['2026-11-04: 4 → 5', '2026-11-07: 5 → 4'],
    });
  });

  it('begins on the day that was billed partly at each price', () => {
    expect(only(lines(at('4', '4', '4', '4.4', '5', '5', '5')))).toMatchObject({
      price: '5 from 2026-11-04',
      changes: ['2026-11-04: 4 → 5'],
    });
    expect(only(lines(at('4', '4', '4', '9', '5', '5', '5')))?.changes).toEqual(['2026-11-05: 4 → 5']);
  });

  it('is also that something free is free no longer', () => {
    expect(only(lines(at('0', '0', '0', '5', '5', '5')))?.changes).toEqual(['2026-11-04: 0 → 5']);
  });

  it('is none where the price jumps about, or one odd day passes', () => {
    expect(only(lines(at('4', '4', '4', '5', '3', '7', '6', '6', '6')))?.changes).toEqual([]);
    expect(only(lines(at('4', '4', '4', '5', '4', '4', '4')))).toMatchObject({ price: '4 from 2026-11-01', changes: [] });
  });
});
