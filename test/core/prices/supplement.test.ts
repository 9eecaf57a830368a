import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPriceBook } from '#core/prices/price-book.ts';
import supplement from '#core/prices/supplement.json' with { type: 'json' };
import { addDays, isDay } from '#core/time/day.ts';
import { operations, quantityNames } from '#core/usage/usage-row.ts';

const day = z.string().refine(isDay);
const said = { source: z.url({ protocol: /^https$/ }), note: z.string().min(20).optional() };
const ids = z.array(z.string().regex(/^(?:\*|(?:ft:)?[a-z][\w.-]*)$/)).min(1);
const usd = z.partialRecord(z.enum(quantityNames), z.number().nonnegative()).refine(prices => Object.keys(prices).length > 0);
const shape = z.strictObject({
  version: day,
  tiers: z.array(
    z.strictObject({
      models: ids,
      tier: z.enum(['priority', 'ultrafast']),
      from: day,
      to: day.optional(),
      times: z.number().min(1).max(10),
      approximate: z.literal(true).optional(),
      ...said,
    }),
  ),
  prices: z.array(
    z.strictObject({
      models: ids,
      operation: z.enum(operations).optional(),
      variant: z.string().optional(),
      tier: z.enum(['batch', 'flex', 'priority']).optional(),
      from: day,
      to: day.optional(),
      per: z.int().positive(),
      usd,
      longContext: z.strictObject({ above: z.literal(272_000), usd }).optional(),
      approximate: z.literal(true).optional(),
      lookAgain: day.optional(),
      freePerDay: z.int().positive().optional(),
      ...said,
    }),
  ),
});
const { prices: rows, tiers } = shape.parse(supplement);

/** Rows that set the price of the same thing, by model and unit, oldest first. */
const histories = Map.groupBy(
  rows.flatMap(row => row.models.flatMap(model => Object.keys(row.usd).map(unit => ({ model, unit, row })))),
  ({ model, unit, row }) => [model, unit, row.operation, row.variant, row.tier].join(' '),
);

describe('the supplement', () => {
  it('names what it prices by whole ids, dates every row and says who says so', () => {
    expect(shape.safeParse(supplement).error).toBeUndefined();
    expect(rows.length).toBeGreaterThan(80);
  });

  it('has no two prices for one thing on one day, and no day without one between two', () => {
    for (const [thing, history] of histories) {
      const dated = history.map(({ row }) => row).toSorted((a, b) => (a.from < b.from ? -1 : 1));
      for (const [index, next] of dated.slice(1).entries()) {
        expect(addDays(dated[index]?.to ?? '9999-01-01', 1), thing).toBe(next.from);
      }
    }
  });

  it('has one multiple at most for a model and tier on a day, and no day without one between two', () => {
    for (const [thing, multiples] of Map.groupBy(
      tiers.flatMap(row => row.models.map(model => ({ ...row, model }))),
      ({ model, tier }) => `${model} ${tier}`,
    )) {
      const dated = multiples.toSorted((a, b) => (a.from < b.from ? -1 : 1));
      for (const [index, next] of dated.slice(1).entries()) expect(addDays(dated[index]?.to ?? '9999-01-01', 1), thing).toBe(next.from);
    }
  });

  it('says why where a price is not certain', () => {
    for (const { approximate, note } of tiers) if (approximate) expect(note).toBeDefined();
    for (const { approximate, lookAgain, note } of rows) if (approximate || lookAgain) expect(note).toBeDefined();
  });

  it('changes no unit in a long context that has no price in a short one, and looks again within a row’s days', () => {
    for (const { usd: short, longContext, from, to = '9999-12-31', lookAgain = from } of rows) {
      for (const unit of Object.keys(longContext?.usd ?? {})) expect(Object.keys(short)).toContain(unit);
      expect(from <= lookAgain && lookAgain <= to).toBe(true);
    }
  });

  it('lists a row for every model only with what was done', () => {
    for (const row of rows.filter(({ models }) => models.includes('*'))) {
      expect(row.models).toHaveLength(1);
      expect(row.operation).toBeDefined();
    }
  });

  it('is found by the price book for each of its rows, on the first day and not the day before', () => {
    const book = createPriceBook();
    for (const [thing, history] of histories) {
      const first = history.map(({ row }) => row).toSorted((a, b) => (a.from < b.from ? -1 : 1))[0];
      const unit = quantityNames.find(name => name === history[0]?.unit);
      if (!first || !unit) throw new Error(`${thing} has no first row`);
      const model = first.models.includes('*') ? '' : (history[0]?.model ?? '');
      const use = { model, operation: first.operation ?? 'completion', variant: first.variant ?? '', serviceTier: first.tier ?? '' };
      expect(book.sheet(use).offer(unit, first.from)?.price, thing).toMatchObject({ source: 'supplement', from: first.from });
      expect(book.sheet(use).offer(unit, addDays(first.from, -1)), thing).toBeNull();
    }
  });
});
