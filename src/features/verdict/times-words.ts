import type { NanoUsd } from '#core/money/nano-usd.ts';
import { formatCount, formatUsdInWords } from '#show/format-figures.ts';

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** `eight`; from thirteen on in digits. */
export function numberWord(count: number): string {
  return numbers[count] ?? formatCount(count);
}

/** From this many times on, a cost is a multiple; below it, a percentage more. */
export const leastTimes = 1.75;

/**
 * How `costNanoUsd` compares with `baseNanoUsd`, which must be over zero: `five times a usual Tuesday ($184)`, `38% more than …`,
 * `half of …`, `62% less than …`. `base` names what the base is.
 */
export function comparedWith(costNanoUsd: NanoUsd, baseNanoUsd: NanoUsd, base: string): string {
  const ratio = Number(costNanoUsd) / Number(baseNanoUsd);
  const what = `${base} (${formatUsdInWords(baseNanoUsd)})`;
  if (ratio >= leastTimes) return `${multiple(ratio)} ${what}`;
  if (ratio >= 0.45 && ratio <= 0.55) return `half of ${what}`;
  const percent = Math.max(1, Math.round(Math.abs(ratio - 1) * 100));
  return `${formatCount(percent)}% ${ratio > 1 ? 'more' : 'less'} than ${what}`;
}

/** `five times` up to a tenth more; from three quarters of the way on, `almost six times`. Above twenty rounded. */
export function multiple(ratio: number): string {
  if (ratio > 20) return timesWord(Math.round(ratio));
  const [below, above] = [Math.floor(ratio), Math.ceil(ratio)];
  if (ratio / above >= 0.98) return timesWord(above);
  if (ratio - below >= 0.75) return `almost ${timesWord(above)}`;
  return ratio / below <= 1.1 ? timesWord(below) : `more than ${timesWord(below)}`;
}

function timesWord(times: number): string {
  return times === 2 ? 'twice' : `${numberWord(times)} times`;
}
