import { absolute, divideHalfEven, type Fraction, fractionFromDecimal, oneDollar } from './nano-usd.ts';

/** Exact nano-dollars per unit for `usd` dollars per `per` units. */
export function nanoUsdPerUnit(usd: string | number, per: number): Fraction {
  const { numerator, denominator } = fractionFromDecimal(usd);
  return lowestTerms(numerator * oneDollar, denominator * BigInt(per));
}

/** `fraction` times `numerator / denominator`. The denominator must be positive. */
export function times(fraction: Fraction, numerator: bigint, denominator: bigint): Fraction {
  return lowestTerms(fraction.numerator * numerator, fraction.denominator * denominator);
}

/** A decimal without trailing zeros: exact if it ends within `exactDecimals` decimals, else rounded half to even to 18. */
export function decimalFromFraction(fraction: Fraction, exactDecimals: number): string {
  const { numerator, denominator } = lowestTerms(fraction.numerator, fraction.denominator);
  const decimals = decimalsOf(denominator);
  if (decimals === null || decimals > exactDecimals) return withPoint(divideHalfEven(numerator * 10n ** 18n, denominator), 18);
  return withPoint((numerator * 10n ** BigInt(decimals)) / denominator, decimals);
}

/** How many decimals a fraction in lowest terms has, or null when it never ends. */
function decimalsOf(denominator: bigint): number | null {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; twos++) rest /= 2n;
  for (; rest % 5n === 0n; fives++) rest /= 5n;
  return rest === 1n ? Math.max(twos, fives) : null;
}

function withPoint(digits: bigint, decimals: number): string {
  const padded = absolute(digits)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = padded.slice(0, padded.length - decimals);
  return `${digits < 0n ? '-' : ''}${decimals === 0 ? whole : `${whole}.${padded.slice(-decimals)}`}`;
}

/** Small denominators keep sums over many lines cheap. */
function lowestTerms(numerator: bigint, denominator: bigint): Fraction {
  let divisor = absolute(numerator);
  for (let rest = denominator; rest !== 0n; ) [divisor, rest] = [rest, divisor % rest];
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
