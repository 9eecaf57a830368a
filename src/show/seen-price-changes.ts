import { times } from '#core/money/fraction.ts';
import { decimalFromNanoUsd, divideHalfEven, type Fraction } from '#core/money/nano-usd.ts';
import { naturalUnit, usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import type { SeenPriceChange } from '#core/prices/seen-price-change.ts';
import { formatDay } from '#core/time/format-day.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { oneLine } from './escape.ts';
import { plural } from './phrases.ts';
import { shorten } from './shorten.ts';

/** `gpt-5.6-sol, input: billed at $5.00 per 1M since 22 Nov, $4.00 before; the book says $4.00`: at most `most` of them. */
export function seenPriceChangeLines(changes: readonly SeenPriceChange[], most: number): string[] {
  const lines = [...new Set(changes.map(line))];
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `… and ${plural(more, 'more price change')} on the bill; check names them`] : lines;
}

function line({ label, unit, from, nanoUsdPerUnit, before, book }: SeenPriceChange): string {
  const [now, old] = [nanoUsdPerUnit, before].map(rate => billedRateText(rate, unit));
  const says = book === null ? 'the book has no price' : `the book says ${billedRateText(book, unit)}`;
  const per = naturalUnit(unit).name.replace(/ tokens$/, '');
  return `${oneLine(shorten(label, 100))}: billed at ${now} per ${per} since ${formatDay(from)}, ${old} before; ${says}`;
}

/** A price for {@link naturalUnit}, to four digits: a bill rounds each of its amounts. */
export function billedRateText(nanoUsdPerUnit: Fraction, unit: QuantityName): string {
  const { numerator, denominator } = times(nanoUsdPerUnit, BigInt(naturalUnit(unit).per), 1n);
  const exact = divideHalfEven(numerator, denominator);
  const lastDigit = 10n ** BigInt(Math.max(0, String(exact).length - 4));
  const [whole = '0', decimals = ''] = decimalFromNanoUsd(divideHalfEven(exact, lastDigit) * lastDigit).split('.');
  return `$${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** The JSON of price changes seen in the bill. Prices are decimals in USD for `per` units. */
export function seenPriceChangesJson(changes: readonly SeenPriceChange[]) {
  return changes.map(({ source, label, subject, tier, unit, isLongContext, from, nanoUsdPerUnit, before, book }) => ({
    ...{ source, lineItem: label, subject, tier, unit, longContext: isLongContext, from, per: naturalUnit(unit).per },
    usd: usdPerNaturalUnit(nanoUsdPerUnit, unit),
    beforeUsd: usdPerNaturalUnit(before, unit),
    bookUsd: book === null ? null : usdPerNaturalUnit(book, unit),
  }));
}
