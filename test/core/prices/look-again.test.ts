import { expect, it } from 'vitest';
import type { FetchedList } from '#core/prices/fetched-prices.ts';
import { pricesToLookAgain } from '#core/prices/look-again.ts';

const sol = ['gpt-5.6-sol', 'gpt-5.6', 'gpt-5.6-sol-2026-07-09', 'gpt-daybreak-blue-latest'];

function list(models: readonly string[], lookAgain: string | undefined, accepted: readonly string[] = []): FetchedList {
  const row = { models, from: '2026-11-25', per: 1_000_000, usd: { inputTokens: 5 }, source: 'https://example.com', lookAgain };
  return {
    address: 'https://example.com/list.json',
    fetchedOn: '2026-11-26',
    isDated: true,
    file: { version: '2026-11-26', prices: [row] },
    accepted,
  };
}

it.each([
  ['before the day that was announced', '2026-11-21', []],
  ['from that day on', '2026-11-22', [{ since: '2026-11-22', models: sol }]],
  ['long after it', '2027-06-01', [{ since: '2026-11-22', models: sol }]],
])('names the prices to be looked at again %s', (_, today, expected) => {
  expect(pricesToLookAgain([], today)).toEqual(expected);
});

it('names a price no more once a newer one was accepted', () => {
  const models = pricesToLookAgain([list(['gpt-5.6-sol'], undefined, ['gpt-5.6-sol'])], '2026-12-01').flatMap(due => due.models);
  expect(models).toEqual(sol.slice(1));
});

it('still names a price where a newer one was only fetched', () => {
  expect(pricesToLookAgain([list(['gpt-5.6-sol'], undefined)], '2026-12-01')).toEqual([{ since: '2026-11-22', models: sol }]);
});

it('names fetched prices too, earliest first', () => {
  const due = pricesToLookAgain([list(['gpt-9'], '2026-11-30')], '2026-12-01');
  expect(due).toEqual([
    { since: '2026-11-22', models: sol },
    { since: '2026-11-30', models: ['gpt-9'] },
  ]);
});
