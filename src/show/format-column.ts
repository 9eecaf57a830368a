import { absolute, decimalFromNanoUsd, divideHalfEven, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import { firstBillion, formatCount, formatUsd, withTrueMinus } from './format-figures.ts';

const tenCents = oneDollar / 10n;

/**
 * Amounts of one column, all with the same decimals: cents, or more if even the largest is below ten cents. What would read as nothing
 * is `<$0.01`.
 */
export function formatUsdColumn(amounts: readonly NanoUsd[]): string[] {
  const largest = amounts.reduce((most, amount) => (absolute(amount) > most ? absolute(amount) : most), 0n);
  const decimals = largest === 0n || largest >= tenCents ? 2 : Math.min(decimalsOf(largest), 9);
  return amounts.map(amount => formatWith(amount, decimals));
}

/** Enough for two digits of `size`. */
function decimalsOf(size: bigint): number {
  return 9 - String(size).length + 2;
}

function formatWith(amount: NanoUsd, decimals: number): string {
  const lastDigit = 10n ** BigInt(9 - decimals);
  const size = absolute(amount);
  const rounded = divideHalfEven(size, lastDigit) * lastDigit;
  if (rounded === 0n && size > 0n) return `${amount < 0n ? '>−' : '<'}$${shown(lastDigit, decimals)}`;
  const sign = amount < 0n ? '−' : '';
  return decimals === 2 ? formatUsd(amount < 0n ? -rounded : rounded) : `${sign}$${shown(rounded, decimals)}`;
}

function shown(amount: bigint, decimals: number): string {
  const [whole = '0', fraction = ''] = decimalFromNanoUsd(amount).split('.');
  return `${whole}.${fraction.padEnd(9, '0').slice(0, decimals)}`;
}

/** Shares (0 to 1) of one column in whole percent: `49%`, and `<1%` for what would read as nothing. Less than nothing is a credit. */
export function formatShareColumn(shares: readonly (number | null)[]): string[] {
  return shares.map(share => {
    if (share === null) return '–';
    if (share < 0) return 'credit';
    const percent = Math.round(share * 100);
    if (percent === 0) return share > 0 ? '<1%' : '0%';
    return `${percent.toLocaleString('en-US')}%`;
  });
}

/**
 * Counts of one column: all `18,234`, or from ten million on all `12.3M`, where what would read as nothing is `<0.1M`. Only those from one
 * billion on are `1.39B`: in billions, the rows of such a total would all read alike. Null is `–`.
 */
export function formatCountColumn(counts: readonly (number | null)[]): string[] {
  const largest = counts.reduce<number>((most, count) => Math.max(most, Math.abs(count ?? 0)), 0);
  if (largest < 10_000_000) return counts.map(count => (count === null ? '–' : withTrueMinus(count.toLocaleString('en-US'))));
  return counts.map(count => {
    if (count === null || count === 0) return count === null ? '–' : '0';
    if (Math.abs(count) < 50_000) return '<0.1M';
    if (Math.abs(count) >= firstBillion) return formatCount(count);
    return `${withTrueMinus((count / 1_000_000).toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 }))}M`;
  });
}

/** Signed percents of one column with one decimal: `+18.0%`; from 1000% on whole. Null is `–`. */
export function formatPercentColumn(percents: readonly (number | null)[]): string[] {
  return percents.map(percent => {
    if (percent === null) return '–';
    const digits = Math.abs(percent) < 1000 ? 1 : 0;
    const size = Math.abs(percent).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return `${percent < 0 ? '−' : '+'}${size}%`;
  });
}
