import { describe, expect, it } from 'vitest';
import { bookAge } from '#core/prices/book-age.ts';
import { type FetchedList, fetchedPrices } from '#core/prices/fetched-prices.ts';
import { usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { PriceFileRow } from '#core/prices/price-file.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';

const source = 'https://example.com/prices';
const million = 1_000_000;

function row(model: string, usd: PriceFileRow['usd'], changes: Partial<PriceFileRow> = {}): PriceFileRow {
  return { models: [model], from: '2026-11-30', per: million, usd, source, ...changes };
}

function list(prices: readonly PriceFileRow[], changes: Partial<FetchedList> = {}): FetchedList {
  const file = { version: '2026-11-30', prices };
  return { address: 'https://example.com/list.json', fetchedOn: '2026-11-30', isDated: false, file, accepted: [], ...changes };
}

/** Dollars for the unit's natural batch, such as a million tokens; null where the book has no price. */
function usd(lists: readonly FetchedList[], model: string, day: string, unit: QuantityName = 'inputTokens', serviceTier = 'default') {
  const book = createPriceBook(null, fetchedPrices(lists));
  const offer = book.sheet({ model, operation: 'completion', variant: '', serviceTier }).offer(unit, day);
  return offer === null ? null : usdPerNaturalUnit(offer.nanoUsdPerUnit, unit);
}

describe('a fetched price', () => {
  it('fills what nothing else prices, from its first day on, and batch at half', () => {
    const lists = [list([row('gpt-7', { inputTokens: 3 })])];
    expect(usd(lists, 'gpt-7', '2026-11-29')).toBeNull();
    expect(usd(lists, 'gpt-7', '2026-11-30')).toBe('3');
    expect(usd(lists, 'gpt-7', '2027-06-01', 'inputTokens', 'batch')).toBe('1.5');
    expect(usd(lists, 'gpt-7', '2026-11-30', 'outputTokens')).toBeNull();
  });

  it('never prices a decision, whose tokens cost less', () => {
    const book = createPriceBook(null, fetchedPrices([list([row('gpt-7', { inputTokens: 3 })])]));
    const use = { model: 'gpt-7', operation: 'decision' as const, variant: '', serviceTier: 'default' };
    expect(book.sheet(use).offer('inputTokens', '2026-12-01')).toBeNull();
  });

  it('leaves the price of the book alone unless its model was accepted', () => {
    const prices = [row('gpt-4o', { inputTokens: 7 }), row('o3', { inputTokens: 9 })];
    expect(usd([list(prices)], 'gpt-4o', '2026-12-01')).toBe('2.5');
    const accepted = [list(prices, { accepted: ['gpt-4o'] })];
    expect(usd(accepted, 'gpt-4o', '2026-12-01')).toBe('7');
    expect(usd(accepted, 'gpt-4o', '2026-11-29')).toBe('2.5');
    expect(usd(accepted, 'gpt-4o', '2026-12-01', 'inputTokens', 'batch')).toBe('3.5');
    expect(usd(accepted, 'o3', '2026-12-01')).toBe('2');
  });

  it('that was accepted gives way to a price of the book that starts later', () => {
    // Ultrafast: 3x the default of $2 through 2027-02-28, then 6x.
    const prices = [row('gpt-6.2-sol', { inputTokens: 7 }, { tier: 'ultrafast' })];
    const accepted = [list(prices, { accepted: ['gpt-6.2-sol'] })];
    expect(usd(accepted, 'gpt-6.2-sol', '2027-02-28', 'inputTokens', 'ultrafast')).toBe('7');
    expect(usd(accepted, 'gpt-6.2-sol', '2027-03-01', 'inputTokens', 'ultrafast')).toBe('12');
  });

  it('of a newer list counts from its day, and the older one before', () => {
    const older = list([row('gpt-7', { inputTokens: 3 })]);
    const newer = list([row('gpt-7', { inputTokens: 4 }, { from: '2026-12-10' })], { fetchedOn: '2026-12-10' });
    expect(usd([newer, older], 'gpt-7', '2026-12-09')).toBe('3');
    expect(usd([newer, older], 'gpt-7', '2026-12-10')).toBe('4');
  });

  it('of a list with days counts for the days the newest list says, and no older list is asked', () => {
    const older = list([row('gpt-7', { inputTokens: 3 })], { isDated: true });
    const newer = list([row('gpt-7', { inputTokens: 4 }, { from: '2026-11-17', to: '2026-12-31' })], { isDated: true });
    expect(usd([newer, older], 'gpt-7', '2026-11-17')).toBe('4');
    expect(usd([newer, older], 'gpt-7', '2027-01-01')).toBeNull();
  });

  it('for a tier may be a multiple of the default price, the book’s too', () => {
    const tiers = [{ models: ['gpt-7', 'gpt-4o'], tier: 'ultrafast', from: '2026-11-30', times: 6, source }];
    const lists = [list([], { isDated: true, file: { version: '2026-11-30', prices: [row('gpt-7', { inputTokens: 3 })], tiers } })];
    expect(usd(lists, 'gpt-7', '2026-12-01', 'inputTokens', 'ultrafast')).toBe('18');
    expect(usd(lists, 'gpt-4o', '2026-12-01', 'inputTokens', 'ultrafast')).toBe('15');
  });

  it('never bills a model by a second measure', () => {
    const lists = [list([row('gpt-4o-transcribe', { seconds: 100 }), row('whisper-1', { inputTokens: 5 })])];
    expect(usd(lists, 'gpt-4o-transcribe', '2026-12-01', 'seconds')).toBeNull();
    expect(usd(lists, 'whisper-1', '2026-12-01')).toBeNull();
    expect(usd(lists, 'whisper-1', '2026-12-01', 'seconds')).toBe('0.006');
  });

  it('for every model cannot be accepted in place of what a model costs', () => {
    const prices = [row('*', { inputTokens: 5 }), row('gpt-7', { inputTokens: 3 })];
    expect(usd([list(prices, { accepted: ['*', 'gpt-7'] })], 'gpt-4o', '2026-12-01')).toBe('2.5');
  });

  it('past the day it is to be looked at again is approximate, and says its note', () => {
    const prices = [row('gpt-7', { inputTokens: 3 }, { lookAgain: '2026-12-15', note: 'A promise until 14 December.' })];
    const listed = createPriceBook(null, fetchedPrices([list(prices)])).pricesOf('gpt-7');
    const ofDefault = listed.filter(({ tier, unit }) => tier === 'default' && unit === 'inputTokens');
    expect(ofDefault.map(({ from, to, approximate, note }) => ({ from, to, approximate, note }))).toEqual([
      { from: '2026-11-30', to: '2026-12-14', approximate: false, note: 'A promise until 14 December.' },
      { from: '2026-12-15', to: null, approximate: true, note: 'A promise until 14 December.' },
    ]);
  });

  it('names its list in the layers and in what a cost was priced with', () => {
    const book = createPriceBook(null, fetchedPrices([list([row('gpt-7', { inputTokens: 3 })], { accepted: ['gpt-7'] })]));
    const fetched = { source: 'fetched', version: '2026-11-30 from example.com', address: 'https://example.com/list.json' };
    expect(book.layers.filter(layer => layer.source === 'fetched')).toEqual([{ ...fetched, models: ['gpt-7'] }, fetched]);
    expect(book.layers.map(layer => layer.source)).toEqual(['fetched', 'supplement', 'genai-prices', 'fetched']);
    const [listed] = book.pricesOf('gpt-7');
    expect(listed?.price).toEqual({ source: 'fetched', version: fetched.version, from: '2026-11-30' });
    expect([book.isPriced('gpt-7'), book.models.includes('gpt-7')]).toEqual([true, true]);
  });
});

describe('the age of the price book', () => {
  it('is that of this release, or of a list fetched later, and warns after 60 days', () => {
    expect(bookAge(null, '2026-12-12')).toEqual({ day: '2026-11-30', days: 12, isOld: false });
    expect(bookAge('2026-11-01', '2026-12-12').day).toBe('2026-11-30');
    expect(bookAge('2026-12-10', '2026-12-12')).toEqual({ day: '2026-12-10', days: 2, isOld: false });
    // 30 Nov + 60 days is 29 January.
    expect(bookAge(null, '2027-01-29').isOld).toBe(false);
    expect(bookAge(null, '2027-01-30').isOld).toBe(true);
  });
});
