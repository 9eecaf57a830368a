import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { addDays } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { type Attribute, attributes, type Dimension, timeUnits } from '#core/usage/dimensions.ts';
import type { Database } from '#data/database/open.ts';
import { answer } from '#features/answers/answer.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { empty, testDatabase } from '../../support/database.ts';
import { type BilledGiven, givenBilled, givenSource, givenUsage, type UsageGiven } from '../../support/day-builder.ts';
import { draws } from '../../support/part-of.ts';

const now = new Date('2026-11-22T12:00:00Z');
/** Fewer on PostgreSQL, where emptying a database takes many times as long. */
const numRuns = draws(40);
const first = '2026-11-16';
const days = daysOf({ from: first, to: '2026-11-22' });

const usd = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(decimalFromNanoUsd);
const credit = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map(decimalFromNanoUsd);
const id = (prefix: string) => fc.constantFrom('', `${prefix}1`, `${prefix}2`, `${prefix}3`);
const model = fc.constantFrom('', 'gpt-4o-2024-08-06', 'o3-2025-04-16', 'gpt-7');

const usage: fc.Arbitrary<UsageGiven[]> = fc.uniqueArray(
  fc.record({
    model,
    project: id('proj_'),
    user: id('user-'),
    key: id('key_'),
    serviceTier: fc.constantFrom('', 'default', 'batch'),
    operation: fc.constantFrom('completion' as const, 'embedding' as const),
    usd: fc.option(usd),
    requests: fc.nat(1000),
    inputTokens: fc.nat(100_000),
    outputTokens: fc.nat(100_000),
  }),
  { maxLength: 8, selector: row => JSON.stringify([row.model, row.project, row.user, row.key, row.serviceTier, row.operation]) },
);
const lineItem = fc.constantFrom('gpt-4o-2024-08-06, input', 'o3-2025-04-16, output', 'credit', 'Vector storage');
const billed = (cut: 'project' | 'user'): fc.Arbitrary<BilledGiven[]> =>
  fc
    .uniqueArray(fc.record({ project: id('proj_'), key: id('key_'), user: id('user-'), lineItem, usd: credit }), {
      maxLength: 6,
      selector: row => JSON.stringify(cut === 'project' ? [row.project, row.key, row.lineItem] : [row.user, row.lineItem]),
    })
    .map(rows =>
      rows.map(({ project, key, user, ...row }) => ({
        ...row,
        ...(cut === 'project' ? { project, key } : { user }),
        model: /^(?:gpt|o3)/.test(row.lineItem) ? (row.lineItem.split(',')[0] ?? '') : '',
      })),
    );
const week = fc.tuple(
  ...days.map(() =>
    fc.record({ usage, project: billed('project'), user: billed('user'), hasBill: fc.boolean(), hasUserCut: fc.boolean() }),
  ),
);

async function collect(
  database: Database,
  given: typeof week extends fc.Arbitrary<infer T> ? T : never,
  fetchedAt: { readonly fetchedAt?: Date } = {},
): Promise<void> {
  await empty(database);
  await givenSource(database, 'admin');
  for (const [index, one] of given.entries()) {
    const day = addDays(first, index);
    await givenUsage(database, 'admin', day, one.usage);
    if (!one.hasBill) continue;
    await givenBilled(database, 'admin', 'project', day, one.project, fetchedAt);
    const grouping = one.hasUserCut ? {} : { groupedBy: [] };
    await givenBilled(database, 'admin', 'user', day, one.hasUserCut ? one.user : [], { ...grouping, ...fetchedAt });
  }
}

function ask(database: Database, by: readonly Dimension[], from = first, to = '2026-11-22', settleDays = 0): Promise<AnswerView> {
  const query = {
    metric: 'cost',
    period: { from, to, calendar: null },
    by,
    filters: [],
    top: null,
    versus: null,
    form: 'default',
  } as const;
  return answer({ database, settleDays }, query, now);
}

const dimensions: readonly Dimension[] = [...attributes, ...timeUnits];
const pairs = dimensions.flatMap(a => dimensions.filter(b => a !== b).map((b): Dimension[] => [a, b]));
const anyBy = fc.constantFrom<Dimension[]>(...dimensions.map(one => [one]), ...pairs);

describe('answers to any data', () => {
  it('have parts that sum to the total to the nano-dollar, and to the last token, for every dimension and pair', async () => {
    const database = await testDatabase();
    await fc.assert(
      fc.asyncProperty(
        week,
        fc.uniqueArray(anyBy, { minLength: 3, maxLength: 3 }),
        fc.constantFrom(0, 3),
        async (given, splits, settleDays) => {
          // Read now, the last days have not settled, and cost what their bills are expected to hold.
          await collect(database, given, settleDays === 0 ? {} : { fetchedAt: now });
          for (const by of splits) {
            const view = await ask(database, by, first, '2026-11-22', settleDays);
            const sum = view.groups.reduce((total, group) => total + (group.costNanoUsd ?? 0n), 0n);
            expect([by, sum]).toEqual([by, view.total.costNanoUsd]);
            expect(view.groups.reduce((total, group) => total + (group.inputTokens ?? 0), 0)).toBe(view.total.inputTokens);
            expect(view.series.reduce((total, day) => total + day.costNanoUsd, 0n)).toBe(view.total.costNanoUsd);
            expect(view.bands.reduce((total, band) => total + band.costNanoUsd.reduce((part, cost) => part + cost, 0n), 0n)).toBe(
              view.total.costNanoUsd,
            );
          }
        },
      ),
      { numRuns },
    );
  });

  it('are the same in whole and in halves', async () => {
    const database = await testDatabase();
    await fc.assert(
      fc.asyncProperty(
        week,
        fc.constantFrom<Attribute>(...attributes),
        fc.integer({ min: 1, max: days.length - 1 }),
        fc.constantFrom(0, 3),
        async (given, by, cutAt, settleDays) => {
          await collect(database, given, settleDays === 0 ? {} : { fetchedAt: now });
          const middle = addDays(first, cutAt);
          const [whole, before, after] = [
            await ask(database, [by], first, '2026-11-22', settleDays),
            await ask(database, [by], first, middle, settleDays),
            await ask(database, [by], middle, '2026-11-22', settleDays),
          ];
          expect(before.total.costNanoUsd + after.total.costNanoUsd).toBe(whole.total.costNanoUsd);
          expect((before.total.requests ?? 0) + (after.total.requests ?? 0)).toBe(whole.total.requests);
        },
      ),
      { numRuns },
    );
  });

  it('say of the period before what they say of it when it is asked for', async () => {
    const database = await testDatabase();
    const before = { from: first, to: '2026-11-22' };
    await fc.assert(
      fc.asyncProperty(week, fc.constantFrom<Attribute>(...attributes), async (given, by) => {
        await collect(database, given);
        const query = { metric: 'cost', by: [by], filters: [], top: null, form: 'default' } as const;
        const [later, itself] = [
          await answer(
            { database, settleDays: 0 },
            { ...query, period: { from: '2026-11-22', to: '2026-11-23', calendar: null }, versus: before },
            now,
          ),
          await ask(database, [by]),
        ];
        expect(later.previous.figures).toEqual(itself.total);
      }),
      { numRuns },
    );
  });

  it('have the same total whichever cut of the bill answers, where both were collected', async () => {
    const database = await testDatabase();
    await fc.assert(
      fc.asyncProperty(week, async given => {
        await collect(database, given.map(one => ({ ...one, hasBill: true, hasUserCut: true })) as typeof given);
        const totals = await Promise.all(
          (['project', 'key', 'model', 'user', 'day'] as const).map(async by => (await ask(database, [by])).total.costNanoUsd),
        );
        expect(new Set(totals).size).toBe(1);
      }),
      { numRuns },
    );
  });
});
