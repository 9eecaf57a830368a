import { describe, expect, it } from 'vitest';
import { contributorLines } from '#features/why/words.ts';
import { contributor } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

const tokens = (before: number, after: number) => ({ unit: 'tokens' as const, before, after });

describe('a contributor in words', () => {
  it.each([
    ['all volume: 3.1× the tokens', {}],
    // $20 became $62: $42 = $40 of volume and $2 of price.
    ['nearly all volume: 3× the tokens', { volumeNanoUsd: usd(40), priceNanoUsd: usd(2), quantity: tokens(1000, 3000) }],
    // The same tokens at $62 instead of $20: 3.1 times each.
    ['all price: 3.1× the cost per token', { volumeNanoUsd: 0n, priceNanoUsd: usd(42), quantity: tokens(1000, 1000) }],
    ['volume +$20.00, price +$22.00: 2× the tokens', { volumeNanoUsd: usd(20), priceNanoUsd: usd(22), quantity: tokens(1000, 2000) }],
    ['all volume: 1.04× the tokens, of a dearer mix', { quantity: tokens(1000, 1040) }],
    ['all volume: 38× the tokens, of a cheaper mix', { quantity: tokens(1000, 38_000) }],
    ['all volume: 3.1× the requests', { quantity: { unit: 'requests' as const, before: 10, after: 31 } }],
    ['new', { presence: 'new' as const, quantity: tokens(0, 10) }],
    ['new, without usage', { presence: 'new' as const, quantity: null }],
    ['not any more', { presence: 'gone' as const, quantity: tokens(10, 0) }],
    ['$20.00 before, without usage', { quantity: null }],
  ])('%s', (words, changes) => {
    expect(contributorLines([contributor(changes)], 5)).toEqual([`gpt-4o: +$42.00, ${words}`]);
  });

  it('is not listed where nothing changed, and is named in at most 80 characters', () => {
    const same = contributor({ afterNanoUsd: usd(20), volumeNanoUsd: 0n });
    expect(contributorLines([same], 5)).toEqual([]);
    expect(contributorLines([contributor({ label: 'x'.repeat(300) })], 5)[0]?.split(':')[0]).toHaveLength(80);
  });

  it('is not hidden behind "1 others"', () => {
    expect(contributorLines([contributor(), contributor(), contributor()], 2)).toHaveLength(3);
    expect(contributorLines([contributor(), contributor(), contributor(), contributor()], 2)[2]).toBe('2 others: +$84.00 together');
  });
});
