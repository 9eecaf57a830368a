import { absolute, decimalFromNanoUsd, divideHalfEven, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Basis } from '#core/usage/usage-figures.ts';

const oneCent = oneDollar / 100n;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What would read as 1,000.0M is the first that has billions. */
export const firstBillion = 999_950_000;

/**
 * Dollars as people read them: `$1,234.56`, `−$5.00` for a credit, `$0.00` for nothing. Below one cent, two significant
 * digits: `$0.0041`, down to `$0.000000001`, so no amount reads as nothing. Exact, rounded half to even.
 */
export function formatUsd(amount: NanoUsd): string {
  const size = absolute(amount);
  const text = size > 0n && size < oneCent ? formatBelowOneCent(size) : formatCents(size);
  return amount < 0n ? `−${text}` : text;
}

/** Dollars within a sentence: whole from $100 up and when nothing follows the point, otherwise as {@link formatUsd}. */
export function formatUsdInWords(amount: NanoUsd): string {
  const size = absolute(amount);
  if (size < 100n * oneDollar && size % oneDollar !== 0n) return formatUsd(amount);
  return `${amount < 0n ? '−' : ''}$${whole.format(divideHalfEven(size, oneDollar))}`;
}

function formatCents(size: bigint): string {
  const cents = divideHalfEven(size, oneCent);
  return `$${whole.format(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`;
}

function formatBelowOneCent(size: bigint): string {
  const lastDigit = 10n ** BigInt(Math.max(0, String(size).length - 2));
  const rounded = divideHalfEven(size, lastDigit) * lastDigit;
  return rounded < oneCent ? `$${decimalFromNanoUsd(rounded).replace(/0+$/, '')}` : formatCents(rounded);
}

/** Dollars on a chart axis, where space is tight: `$0`, `$250`, `$1.2k`, `$3M`. Not whole dollars: as {@link formatUsd}. */
export function formatUsdAxis(amount: NanoUsd): string {
  if (amount % oneDollar !== 0n) return formatUsd(amount);
  const inDollars = Number(amount / oneDollar);
  return `${inDollars < 0 ? '−' : ''}$${formatCountAxis(Math.abs(inDollars))}`;
}

/** A count: `18,234`, `−12`, from one million `12.3M`, and from one billion `1.39B`. */
export function formatCount(count: number): string {
  const size = Math.abs(count);
  if (size >= firstBillion) return withTrueMinus(`${twoDecimals.format(count / 1_000_000_000)}B`);
  return withTrueMinus(size < 1_000_000 ? whole.format(count) : compact.format(count));
}

/** A count on a chart axis: `500`, `1.2k`, `12.3M`. */
export function formatCountAxis(count: number): string {
  return withTrueMinus(compact.format(count).replace('K', 'k'));
}

/** `figure` with the minus that people read, `−`, for the hyphen of programs. */
export function withTrueMinus(figure: string): string {
  return figure.replace('-', '−');
}

/** A signed percent change: `+18%`, `−3%`, `+0.4%`. One decimal below ten percent; `0%` when it rounds to nothing. */
export function formatPercent(percent: number): string {
  const sign = percent < 0 ? '−' : '+';
  const size = formatPercentSize(Math.abs(percent));
  return size === '0' ? '0%' : `${sign}${size}%`;
}

/** A change in words: `18% more`, `3% less`, or `same` alone when it rounds to nothing. */
export function formatPercentApart(percent: number, words: Readonly<Record<'more' | 'less' | 'same', string>>): string {
  const size = formatPercentSize(Math.abs(percent));
  return size === '0' ? words.same : `${size}% ${percent < 0 ? words.less : words.more}`;
}

/** A share (0 to 1) as percent: `49%`, `0.4%`. */
export function formatShare(share: number): string {
  const size = formatPercentSize(Math.abs(share) * 100);
  return share < 0 && size !== '0' ? `−${size}%` : `${size}%`;
}

function formatPercentSize(percent: number): string {
  return (percent < 10 ? oneDecimal : whole).format(percent);
}

/** The words after a cost that say where it comes from: `$412.18 billed`, `$9.00 estimated at 90% of list price`. */
export function formatBasis(basis: Basis, listPricePercent?: number, billedPercent?: number): string {
  if (basis === 'estimated' && billedPercent !== undefined && isToldLevel(billedPercent))
    return `estimated at list price, bills come to ${formatCount(billedPercent)}% of it`;
  const word = {
    billed: 'billed',
    estimated: 'estimated',
    mixed: 'partly estimated',
    unbilled: 'not on the bill',
    none: 'nothing collected',
  }[basis];
  return basis === 'billed' || !isToldLevel(listPricePercent) ? word : `${word} at ${formatCount(listPricePercent)}% of list price`;
}

/** Says of an estimate why it isn't usage × price: ` at 90% of list price, as billed lately`. Empty for one percent off, as rounding is. */
export function levelNote(listPricePercent: number | undefined): string {
  return isToldLevel(listPricePercent) ? ` at ${formatCount(listPricePercent)}% of list price, as billed lately` : '';
}

/** Whether people are told this percentage of list price: from two percent off. JSON has every one. */
export function isToldLevel(percent: number | undefined): percent is number {
  return percent !== undefined && Math.abs(percent - 100) >= 2;
}

/** `+$20.00`, `−$5.00`. */
export function formatDifference(nanoUsd: bigint): string {
  return nanoUsd > 0n ? `+${formatUsd(nanoUsd)}` : formatUsd(nanoUsd);
}

/** Whether a difference is under a cent but not zero: rounding leftovers nobody wants to read in nine decimals. */
export function isUnderACent(nanoUsd: bigint): boolean {
  return nanoUsd !== 0n && absolute(nanoUsd) < oneCent;
}
