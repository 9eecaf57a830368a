import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { addDays } from '#core/time/day.ts';
import { type Period, stretchesOf } from '#core/time/period.ts';
import { type Attribute, attributes } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import type { IdFilter } from '#data/database/filters.ts';
import { migrate, readMigrations } from '#data/database/migrate.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { type BilledAttribute, billedCells, unpricedCells, usageCells } from '#data/figures/read-figures.ts';
import { replaceEstimates } from '#data/ledger/stored-usage.ts';
import { checkTotals, rebuildTotals } from '#data/ledger/totals-against-rows.ts';
import type { Grain } from '#data/totals/totals-of-spans.ts';
import { empty, testDatabase, testDatabaseUrl } from '../../support/database.ts';
import { type BilledGiven, givenBilled, givenSource, givenUsage, type UsageGiven } from '../../support/day-builder.ts';
import { collectedContent } from '../../support/dump.ts';
import { makeOlder } from '../../support/older-database.ts';
import { draws } from '../../support/part-of.ts';

dayjs.extend(utc);

/** A month, a ten-day span and a year end within the days from here on. */
const first = '2026-11-28';
const lastOffset = 40;

const usd = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(decimalFromNanoUsd);
const id = (prefix: string) => fc.constantFrom('', `${prefix}1`, `${prefix}2`, `${prefix}|"'`);
const usage: fc.Arbitrary<UsageGiven[]> = fc.uniqueArray(
  fc.record({
    ...{ model: fc.constantFrom('', 'gpt-4o', 'o3'), project: id('p'), user: id('u'), key: id('k') },
    serviceTier: fc.constantFrom('', 'batch'),
    operation: fc.constantFrom('completion' as const, 'embedding' as const),
    usd: fc.option(usd),
    ...{ requests: fc.nat(1000), inputTokens: fc.nat(100_000), cachedInputTokens: fc.nat(100), outputTokens: fc.nat(100_000) },
  }),
  { maxLength: 8, selector: row => JSON.stringify([row.model, row.project, row.user, row.key, row.serviceTier, row.operation]) },
);
const billed = (cut: 'project' | 'user'): fc.Arbitrary<BilledGiven[]> =>
  fc.uniqueArray(
    fc.record({
      ...{ project: id('p'), key: id('k'), user: id('u'), model: fc.constantFrom('', 'gpt-4o', 'o3') },
      lineItem: fc.constantFrom('input', 'output', 'credit'),
      usd: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map(decimalFromNanoUsd),
    }),
    { maxLength: 6, selector: row => JSON.stringify(cut === 'project' ? [row.project, row.key, row.lineItem] : [row.user, row.lineItem]) },
  );
/** One day after another. If a day, source and endpoint repeat, the later one replaces the earlier. */
const readings = fc.array(
  fc.record({ offset: fc.nat(lastOffset), source: fc.constantFrom('a', 'b'), usage, project: billed('project'), user: billed('user') }),
  { minLength: 1, maxLength: 12 },
);

async function collect(database: Database, given: typeof readings extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  await empty(database);
  await givenSource(database, 'a', 'admin', ['b']);
  await givenSource(database, 'b', 'admin', ['a']);
  for (const one of given) {
    const day = addDays(first, one.offset);
    await givenUsage(database, one.source, day, one.usage);
    await givenBilled(database, one.source, 'project', day, one.project);
    await givenBilled(database, one.source, 'user', day, one.user);
  }
}

const attribute = fc.constantFrom<Attribute>(...attributes);
const ids = fc.uniqueArray(fc.constantFrom('', 'gpt-4o', 'o3', 'p1', 'u1', 'k1', 'u|"\'', 'batch', 'completion', 'a', 'b'), {
  maxLength: 4,
});
const filterOn = (on: Attribute): fc.Arbitrary<IdFilter> => fc.record({ attribute: fc.constant(on), ids, exclude: fc.boolean() });
/** A question about one dimension and the source. */
const asked = fc
  .record({ dimension: attribute, by: fc.boolean(), bySource: fc.boolean(), from: fc.nat(lastOffset), days: fc.nat(lastOffset + 2) })
  .chain(({ dimension, by, bySource, from, days }) =>
    fc.record({
      period: fc.constant<Period>({ from: addDays(first, from), to: addDays(first, from + days) }),
      attributes: fc.constant([...(bySource ? ['source' as const] : []), ...(by && dimension !== 'source' ? [dimension] : [])]),
      filters: fc.tuple(fc.option(filterOn(dimension)), fc.option(filterOn('source'))).map(both => both.filter(one => one !== null)),
      grain: fc.constantFrom<Grain>('day', 'period'),
      today: fc.nat(2 * lastOffset).map(offset => addDays(first, offset)),
    }),
  );

/** Matches every row, but is about another dimension, so the rows have to be read. */
function fromRows<T extends { readonly filters: readonly IdFilter[]; readonly attributes: readonly Attribute[] }>(question: T): T {
  const used = [...question.attributes, ...question.filters.map(filter => filter.attribute)];
  const others = (['project', 'user', 'model'] as const).filter(one => !used.includes(one));
  return {
    ...question,
    filters: [...question.filters, ...others.slice(0, 2).map(all => ({ attribute: all, ids: ['nobody'], exclude: true }))],
  };
}

const sorted = (cells: readonly object[]) =>
  cells.map(cell => JSON.stringify(cell, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))).sort();

describe('figures of one dimension', () => {
  it('are the same from the totals as from the rows, whatever was collected, collected again and asked', async () => {
    const database = await testDatabase();
    await fc.assert(
      fc.asyncProperty(readings, fc.array(asked, { minLength: 8, maxLength: 8 }), async (given, questions) => {
        await collect(database, given);
        for (const question of questions) {
          const rows = fromRows(question);
          expect(sorted(await usageCells(database, question))).toEqual(sorted(await usageCells(database, rows)));
          expect(sorted(await unpricedCells(database, question.period, question.filters))).toEqual(
            sorted(await unpricedCells(database, question.period, rows.filters)),
          );
          if (
            [...question.attributes, ...question.filters.map(filter => filter.attribute)].some(one => one === 'operation' || one === 'tier')
          )
            continue;
          const bill = { ...question, attributes: question.attributes as BilledAttribute[] };
          for (const cut of ['project', 'user'] as const) {
            expect(sorted(await billedCells(database, cut, bill))).toEqual(sorted(await billedCells(database, cut, fromRows(bill))));
          }
        }
        expect(await checkTotals(database, () => undefined)).toMatchObject({ wrongDays: [], wrongLongSpans: 0 });
      }),
      { numRuns: draws(25) },
    );
  }, 120_000);
});

describe('figures of the stretches of a long period', () => {
  it('are the sums of their days, for the whole period and for some of its days', async () => {
    const database = await testDatabase();
    await fc.assert(
      fc.asyncProperty(
        readings,
        fc.array(asked, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 93, max: 300 }),
        fc.nat(lastOffset),
        fc.nat(lastOffset),
        async (given, all, length, left, kept) => {
          await collect(database, given);
          for (const one of all) {
            const whole = { from: one.period.from, to: addDays(one.period.from, length) };
            const from = addDays(whole.from, left);
            const question = { ...one, period: { from, to: addDays(from, kept) } };
            const days = await usageCells(database, { ...question, grain: 'day' });
            const ofStretches = await usageCells(database, { ...question, grain: stretchesOf(whole) });
            const inStretch = days.map(cell => ({ ...cell, day: firstOfStretch(cell.day, whole, from) }));
            const keyOf = ({ day, source, ids: ofCell }: FigureCell) => JSON.stringify([day, source, ofCell]);
            const summed = [...Map.groupBy(inStretch, keyOf)].map(([key, cells]) => [key, ...sums(cells)]);
            expect(sorted(ofStretches.map(cell => [keyOf(cell), ...sums([cell])]))).toEqual(sorted(summed));
          }
        },
      ),
      { numRuns: draws(25) },
    );
  }, 120_000);
});

/**
 * The latest start of anything that a stretch is within: the days that are asked about, the month, the week, and one of the equal parts
 * that are counted back from the end of `whole`.
 */
function firstOfStretch(day: string, whole: Period, from: string): string {
  const monday = dayjs.utc(day).subtract((dayjs.utc(day).day() + 6) % 7, 'day');
  const length = dayjs.utc(whole.to).diff(whole.from, 'day');
  const partLength = length <= 140 ? Math.ceil(length / 20) : 7 * Math.ceil(length / 140);
  const daysLeft = dayjs.utc(whole.to).diff(day, 'day');
  const part = addDays(whole.to, -partLength * Math.ceil(daysLeft / partLength));
  return [from, part, `${day.slice(0, 8)}01`, monday.format('YYYY-MM-DD')].sort().at(-1) ?? '';
}

function sums(cells: readonly FigureCell[]): (bigint | null)[] {
  const priced = cells.map(cell => cell.costNanoUsd).filter(cost => cost !== null);
  const counts = (['requests', 'inputTokens', 'cachedInputTokens', 'outputTokens'] as const).map(name =>
    cells.reduce((sum, cell) => sum + BigInt(cell.counts?.[name] ?? 0), 0n),
  );
  return [priced.length === 0 ? null : priced.reduce((a, b) => a + b, 0n), ...counts];
}

describe('totals', () => {
  it('of one person are read on each day of ten years', async () => {
    const database = await testDatabase();
    await givenSource(database, 'a');
    await givenUsage(database, 'a', first, [{ model: 'o3', user: 'u1', usd: '1' }]);
    const filters = [{ attribute: 'user' as const, ids: ['u1'], exclude: false }];
    const period = { from: '2017-01-01', to: '2027-01-01' };
    expect(await usageCells(database, { period, attributes: ['user'], filters, grain: 'day' })).toMatchObject([
      { day: first, ids: ['u1'] },
    ]);
    expect(await unpricedCells(database, period, filters)).toEqual([]);
  });

  it('follow new prices', async () => {
    const database = await testDatabase();
    await givenSource(database, 'a');
    await givenUsage(database, 'a', first, [{ model: 'o3', user: 'u1', usd: null, inputTokens: 5, requests: 2 }]);
    const priced = { nanoUsd: 7n, approximate: false, lines: [], unpriced: [] };
    await replaceEstimates(database, { source: 'a', endpoint: 'completions', day: first }, rows => rows.map(() => priced));
    const period = { from: first, to: addDays(first, 1) };
    expect(await usageCells(database, { period, attributes: ['user'], filters: [], grain: 'period' })).toMatchObject([
      { ids: ['u1'], costNanoUsd: 7n, counts: { requests: 2, inputTokens: 5 } },
    ]);
    expect(await unpricedCells(database, period, [])).toEqual([]);
    expect(await checkTotals(database, () => undefined)).toEqual({ checkedDays: 1, wrongDays: [], wrongLongSpans: 0 });
  });

  it('that are wrong are found, and made anew from the rows', async () => {
    const database = await testDatabase();
    await givenSource(database, 'a');
    for (const offset of [0, 1, 5, 12, 33])
      await givenUsage(database, 'a', addDays(first, offset), [
        { model: 'o3', user: 'u1', usd: offset === 1 ? null : '1.5', inputTokens: 9 },
      ]);
    await givenBilled(database, 'a', 'project', first, [{ project: 'p1', lineItem: 'credit', usd: '-3' }]);
    const right = await collectedContent(database);
    await sql`update usage_total set requests = requests + 1 where dimension = 'user' and span = 20261128`.execute(database);
    await sql`delete from billed_total where dimension = 'model' and span = 202611`.execute(database);
    await sql`insert into usage_total (dimension, span, source, id, row_count, priced_row_count, estimated_nano_usd, requests, input_tokens,
      cached_input_tokens, output_tokens) values ('key', 20261201, 'a', 'ghost', 1, 1, 1, 1, 1, 1, 1),
      ('', 1999, 'a', '', 1, 1, 1, 1, 1, 1, 1)`.execute(database);
    expect(await checkTotals(database, () => undefined)).toEqual({
      checkedDays: 6,
      wrongDays: [
        { day: '2026-11-28', source: 'a' },
        { day: '2026-12-01', source: 'a' },
      ],
      // The user's ten-day span, both the right total and the stored one, and the ghost's; the missing month and its year; and the year of
      // nothing.
      wrongLongSpans: 6,
    });
    await rebuildTotals(database, () => undefined);
    expect(await checkTotals(database, () => undefined)).toMatchObject({ wrongDays: [], wrongLongSpans: 0 });
    expect(await collectedContent(database)).toEqual(right);
  });

  it('of a database that an older spendbot wrote are made by the migration', async () => {
    const url = await testDatabaseUrl();
    const database = await openDatabase(url);
    await fc.assert(
      fc.asyncProperty(readings, async given => {
        await collect(database, given);
        // Real rows leave this in the unpriced JSON: several units.
        await sql`update usage_row set unpriced = '[{"unit":"inputTokens","quantity":1000},{"unit":"cachedInputTokens","quantity":20},{"unit":"images","quantity":3}]'
          where unpriced <> '' and model = 'o3'`.execute(database);
        await rebuildTotals(database, () => undefined);
        const right = await collectedContent(database);
        await makeOlder(database);
        await migrate(database, readMigrations());
        expect(await collectedContent(database)).toEqual(right);
      }),
      { numRuns: draws(5) },
    );
    await database.destroy();
  }, 120_000);
});
