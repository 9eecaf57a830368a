import { times } from '../money/fraction.ts';
import type { Fraction } from '../money/nano-usd.ts';
import { addDays, type Day } from '../time/day.ts';
import type { PriceUsed } from './cost.ts';
import { type FetchedList, fetchedPrices } from './fetched-prices.ts';
import { holdsOn, type Price, type PricedUse, type PriceOffer } from './offer.ts';
import { createPriceBook, type PriceBook } from './price-book.ts';
import { entryOf } from './price-file.ts';

/** A price in a fetched list that wasn't known before, or that was known to be another. */
export interface PriceChange extends Pick<Price, 'unit' | 'operation' | 'variant' | 'tier'> {
  /** `*` for prices that cover every model. */
  readonly model: string;
  /** Set for requests with more input tokens than this. */
  readonly above: number | null;
  /** The first day it differs. */
  readonly from: Day;
  /** Null: nothing had a price on that day. */
  readonly known: { readonly nanoUsdPerUnit: Fraction; readonly price: PriceUsed } | null;
  readonly nanoUsdPerUnit: Fraction;
  /** Whether this price is used once the list is kept. A price of the book stays unless the model was accepted. */
  readonly isUsed: boolean;
  /** Why the price needs a person's consent; null if it doesn't. */
  readonly doubt: 'becomes zero' | 'more than fivefold' | null;
}

/** What `list` says that the price book and `earlier` lists, newest first, don't. The team's own prices are no part of it. */
export function priceChanges(list: FetchedList, earlier: readonly FetchedList[]): PriceChange[] {
  const before = createPriceBook(null, fetchedPrices(earlier));
  const after = createPriceBook(null, fetchedPrices([list, ...earlier]));
  return list.file.prices.flatMap(row =>
    entryOf(row, { source: 'fetched', version: list.file.version }).prices.flatMap(price =>
      row.models.flatMap(model => changesOf(model, price, { list, before, after })),
    ),
  );
}

interface Books {
  readonly list: FetchedList;
  readonly before: PriceBook;
  readonly after: PriceBook;
}

function changesOf(model: string, price: Price, { list, before, after }: Books): PriceChange[] {
  const { unit, operation, variant, tier } = price;
  const use: PricedUse = {
    model: model === '*' ? '' : model,
    operation: (operation ?? 'other') as PricedUse['operation'],
    variant: variant ?? '',
    serviceTier: tier ?? 'default',
  };
  const known = before.sheet(use).offers(unit);
  return comparedDays(price, known, list).flatMap(day => {
    const onDay = known.find(offer => holdsOn(offer, day));
    const last = onDay ?? known.filter(({ to }) => to !== null && to < day).sort((a, b) => ((a.to ?? '') < (b.to ?? '') ? 1 : -1))[0];
    const used = after.sheet(use).offer(unit, day);
    const byDefault = tier === null ? null : before.sheet({ ...use, serviceTier: 'default' }).offer(unit, day);
    return ratesOf(price).flatMap(({ above, rate }): PriceChange[] => {
      const knownRate = onDay && rateAbove(onDay, above);
      if (onDay && (knownRate === undefined || isSameRate(knownRate, rate))) return [];
      const lastRate = last ? (rateAbove(last, above) ?? price.nanoUsdPerUnit) : expectedRate(price, above, byDefault);
      return [
        {
          ...{ model, unit, operation, variant, tier, above, from: day, nanoUsdPerUnit: rate },
          known: onDay && knownRate ? { nanoUsdPerUnit: knownRate, price: onDay.price } : null,
          isUsed: used?.price.source === 'fetched' && isSameRate(rateAbove(used, above) ?? used.nanoUsdPerUnit, rate),
          doubt: doubtOf(lastRate, rate),
        },
      ];
    });
  });
}

/** The days on which the price may begin to differ; a list without days speaks of the day it was fetched alone. */
function comparedDays({ from, to }: Price, known: readonly PriceOffer[], { isDated, fetchedOn }: FetchedList): Day[] {
  const first = from ?? fetchedOn;
  if (!isDated) return [first];
  const starts = known.flatMap(offer => [offer.from ?? first, offer.to === null ? first : addDays(offer.to, 1)]);
  return [...new Set([first, ...starts])].filter(day => day >= first && (to === null || day <= to)).sort();
}

function ratesOf({ nanoUsdPerUnit, longContext }: PriceOffer): { above: number | null; rate: Fraction }[] {
  return [{ above: null, rate: nanoUsdPerUnit }, ...longContext.map(long => ({ above: long.above, rate: long.nanoUsdPerUnit }))];
}

function rateAbove(offer: PriceOffer, above: number | null): Fraction | undefined {
  return ratesOf(offer).find(rate => rate.above === above)?.rate;
}

/**
 * What a price that nothing knows is measured against: a long context against the short one, a tier against twice the
 * default, since tiers cost from half to six times of it.
 */
function expectedRate({ nanoUsdPerUnit }: Price, above: number | null, byDefault: PriceOffer | null): Fraction | undefined {
  if (above !== null) return nanoUsdPerUnit;
  return byDefault === null ? undefined : times(byDefault.nanoUsdPerUnit, 2n, 1n);
}

function doubtOf(known: Fraction | undefined, rate: Fraction): PriceChange['doubt'] {
  if (rate.numerator === 0n) return known?.numerator === 0n ? null : 'becomes zero';
  if (known === undefined) return null;
  return isMoreThanFivefold(known, rate) || isMoreThanFivefold(rate, known) ? 'more than fivefold' : null;
}

/** Lists round what doesn't end, such as $0.017 for 60 seconds: a billionth apart counts as the same. */
const closeEnough = 1_000_000_000n;

function isSameRate(a: Fraction, b: Fraction): boolean {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  const apart = left > right ? left - right : right - left;
  return apart * closeEnough <= right;
}

function isMoreThanFivefold(less: Fraction, more: Fraction): boolean {
  const fivefold = { numerator: less.numerator * 5n, denominator: less.denominator };
  return !isSameRate(fivefold, more) && more.numerator * fivefold.denominator > fivefold.numerator * more.denominator;
}
