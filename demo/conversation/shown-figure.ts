import type { NanoUsd } from '#core/money/nano-usd.ts';

/** Half of the last digit, and a little for the rounding of each estimated row. */
const half = 0.505;
/** A percentage is rounded twice: to one decimal, then to what is shown. */
const halfTwice = 0.56;

/** Whether `$1,234.56` is this amount, rounded to cents. Below one cent two digits count. */
export function showsUsd(shown: string, amount: NanoUsd): boolean {
  const match = /^(-?)\$([\d,]+\.\d{2,9})$/.exec(shown);
  if (!match) return false;
  const value = Number(`${match[1]}${match[2]?.replaceAll(',', '')}`);
  const actual = Number(amount) / 1e9;
  const lastDigit = Math.abs(actual) >= 0.01 || actual === 0 ? 0.01 : 10 ** (Math.floor(Math.log10(Math.abs(actual))) - 1);
  return Math.abs(value - actual) <= half * lastDigit;
}

/** Whether `443,972`, or from one million on `116.8M`, is this count. */
export function showsCount(shown: string, count: number): boolean {
  const match = /^([\d,]+(?:\.\d)?)([MBT]?)$/.exec(shown);
  if (!match) return false;
  const value = Number(match[1]?.replaceAll(',', ''));
  if (match[2] === '') return count < 1_000_000 && value === count;
  const unit = { M: 1e6, B: 1e9, T: 1e12 }[match[2] ?? ''] ?? Number.NaN;
  return Math.abs(value * unit - count) <= half * 0.1 * unit;
}

/** Whether `49 %`, `0.4 %`, `+18 %` or `−3 %` is this percentage: one decimal below ten, none above. */
export function showsPercent(shown: string, percent: number): boolean {
  const match = /^([+−]?)(\d[\d,]*(?:\.\d)?) %$/.exec(shown);
  if (!match) return false;
  const value = Number(match[2]?.replaceAll(',', '')) * (match[1] === '−' ? -1 : 1);
  return Math.abs(value - percent) <= halfTwice * (Math.abs(value) < 10 ? 0.1 : 1);
}
