import { describe, expect, it } from 'vitest';
import { usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { addDays } from '#core/time/day.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Database } from '#data/database/open.ts';
import { type AskedPrices, seenChanges, settledPrices } from '#data/figures/settled-prices.ts';
import { saveActiveSources } from '#data/ledger/source-states.ts';
import { testDatabase } from '../../support/database.ts';
import { type BilledGiven, givenBilled, givenSource } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
const input = 'gpt-4o-2024-08-06, input';

/** A bill of a million tokens a day up to the 18th, the last day that has settled, at one price after another. */
async function team(prices: readonly string[], line: Partial<BilledGiven> = {}, database?: Database): Promise<Database> {
  const known = database ?? (await testDatabase());
  if (database === undefined) await givenSource(known, 'admin');
  for (const [index, usd] of prices.entries()) {
    const day = addDays('2026-11-18', index - prices.length + 1);
    const row = { lineItem: input, model: input.split(',')[0] ?? '', project: 'proj_a', key: 'key_1', usd, quantity: 1_000_000, ...line };
    await givenBilled(known, 'admin', 'project', day, [row]);
    await givenBilled(known, 'admin', 'user', day, [{ ...row, project: '', key: '', user: 'alice' }]);
  }
  return known;
}

const moved = ['2.5', '2.5', '2.5', '3', '3', '3'];
const within = (attribute: Attribute, ...ids: string[]) => ({ attribute, ids, exclude: false });

async function changes(database: Database, asked: Partial<AskedPrices> = {}, settleDays = 3) {
  const prices = await settledPrices({ database, settleDays }, { filters: [], now, ...asked });
  return seenChanges(prices, createPriceBook()).map(({ label, from, nanoUsdPerUnit, before, book, unit }) => {
    const usd = [before, nanoUsdPerUnit, book].map(rate => (rate === null ? null : usdPerNaturalUnit(rate, unit)));
    return [label, from, ...usd].join(' ');
  });
}

const theChange = `${input} 2026-11-16 2.5 3 2.5`;

describe('price changes seen in the bill', () => {
  it('come with what the price book says, also of tools, tiers and long contexts', async () => {
    expect(await changes(await team(moved))).toEqual([theChange]);
    const labels = [
      'batch | gpt-4o-2024-08-06, input',
      'gpt-5.5-2026-04-23, output, long context',
      'web search tool calls',
      'gpt-9, input',
    ];
    const books = [];
    for (const lineItem of labels) books.push((await changes(await team(moved, { lineItem }))).map(text => text.split(' ').at(-1)));
    // Half of $2.50; $30 × 1.5; $10 per 1,000; none.
    expect(books).toEqual([['1.25'], ['45'], ['10'], ['']]);
  });

  it('wait for the third day to settle', async () => {
    const database = await team(moved);
    expect(await changes(database, { now: new Date('2026-11-21T12:00:00Z') })).toEqual([]);
    expect(await changes(database, {}, 4)).toEqual([]);
  });

  it('are not seen in days that were read before they settled, nor in bills without line items', async () => {
    for (const options of [{ fetchedAt: new Date('2026-11-21T23:59:00Z') }, { groupedBy: ['project_id'] }]) {
      const database = await team(moved);
      const row = { lineItem: input, project: 'proj_a', key: 'key_1', usd: '3', quantity: 1_000_000 };
      await givenBilled(database, 'admin', 'project', '2026-11-18', [row], options);
      expect(await changes(database)).toEqual([]);
    }
  });

  it('count a line item once, whoever caused it, and no credit or row without a quantity', async () => {
    const database = await team(moved);
    for (let index = 0; index < 6; index += 1) {
      const rows = [
        { lineItem: input, project: 'proj_a', key: 'key_1', usd: moved[index] ?? '', quantity: 1_000_000 },
        { lineItem: input, project: 'proj_b', key: 'key_2', usd: moved[index] ?? '', quantity: 1_000_000 },
        { lineItem: input, usd: '-1' },
        { lineItem: input, project: 'proj_d', usd: '-1', quantity: 400_000 },
        { lineItem: input, project: 'proj_c', usd: '7', quantity: 0 },
      ];
      await givenBilled(database, 'admin', 'project', addDays('2026-11-13', index), rows);
    }
    expect(await changes(database)).toEqual([theChange]);
  });

  it('are those of line items that bill something within the filters', async () => {
    const database = await team(moved);
    for (const filter of [within('project', 'proj_a'), within('user', 'alice'), within('key', 'key_1'), within('source', 'admin')]) {
      expect(await changes(database, { filters: [filter] })).toEqual([theChange]);
    }
    for (const filter of [
      within('project', 'proj_b'),
      within('user', 'bob'),
      within('source', 'other'),
      within('operation', 'completion'),
    ]) {
      expect(await changes(database, { filters: [filter] })).toEqual([]);
    }
  });

  it('are those of one model, if only one is asked for, and of the configured sources', async () => {
    const database = await team(moved);
    await team(moved, { lineItem: 'o3-2025-04-16, input', model: 'o3-2025-04-16', project: 'proj_o3' }, await team(moved));
    expect(await changes(database, { model: 'gpt-4o-2024-08-06' })).toEqual([theChange]);
    expect(await changes(database, { model: 'o3-2025-04-16' })).toEqual([]);
    await saveActiveSources(database, [{ id: 'other', kind: 'admin' }]);
    expect(await changes(database)).toEqual([]);
  });

  it('of long ago are found if asked for', async () => {
    const later = new Date('2027-03-01T12:00:00Z');
    const database = await team(moved);
    expect(await changes(database, { now: later })).toEqual([]);
    expect(await changes(database, { now: later, since: '2026-11-10' })).toEqual([theChange]);
  });
});
