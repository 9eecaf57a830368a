/** Nano-dollars (10⁻⁹ USD), never a float: 100,000 small amounts added as floats come to 1.215000000000956. Credits are negative. */
export type NanoUsd = bigint;

export const oneDollar: NanoUsd = 1_000_000_000n;

/** How numbers are written: `12`, `-0.5`, `.5`, `1e-7`, `0.8958740000000000`, `0E-6176`. */
const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** More digits than any amount has before its point. */
const mostWholeDigits = 40;

/** Digits beyond these only tell that there is something more. */
const mostDigits = 500;

/** Exact; the denominator is positive. Prices are fractions: a rate per GiB-day has no finite number of nano-dollars per unit. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The exact value of a decimal. A JSON number counts as its shortest decimal, so `0.1` is one tenth. Throws RangeError for any other, and for more than 40 digits before the point. */
export function fractionFromDecimal(value: string | number): Fraction {
  const match = decimalPattern.exec(String(value).trim());
  if (!match || !(match[2] || match[3])) throw new RangeError(`${quoted(value)} is not a decimal number`);
  const [, sign, whole = '', decimals = '', exponent = '0'] = match;
  const written = `${whole}${decimals}`.replace(/^0+/, '');
  if (written === '') return { numerator: 0n, denominator: 1n };
  const wholeDigits = written.length - decimals.length + Number(exponent);
  if (wholeDigits > mostWholeDigits) throw new RangeError(`${quoted(value)} has more than ${mostWholeDigits} digits before its point`);
  const minus = sign === '-' ? -1n : 1n;
  if (wholeDigits < -mostDigits) return { numerator: minus, denominator: 10n ** BigInt(mostDigits) };
  // Whatever is cut off still counts as a 1, so that it breaks a tie.
  const digits = written.slice(0, mostDigits) + (/[1-9]/.test(written.slice(mostDigits)) ? '1' : '');
  const power = wholeDigits - digits.length;
  return power >= 0
    ? { numerator: minus * BigInt(digits) * 10n ** BigInt(power), denominator: 1n }
    : { numerator: minus * BigInt(digits), denominator: 10n ** BigInt(-power) };
}

function quoted(value: string | number): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Dollars to nano-dollars, rounded half to even. Throws RangeError when it is not a finite decimal. */
export function nanoUsdFromDecimal(value: string | number): NanoUsd {
  const { numerator, denominator } = fractionFromDecimal(value);
  return divideHalfEven(numerator * oneDollar, denominator);
}

/** As people type it in a command: `$500`, `$0.5`. */
export function dollarsFromNanoUsd(amount: NanoUsd): string {
  return `$${decimalFromNanoUsd(amount).replace(/\.?0+$/, '')}`;
}

/** Dollars with all nine decimals: `412180000000n` is `412.180000000`. */
export function decimalFromNanoUsd(amount: NanoUsd): string {
  const digits = absolute(amount).toString().padStart(10, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

export function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** `numerator / denominator`, rounded half to even. The denominator must be positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const twice = 2n * absolute(remainder);
  if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}
