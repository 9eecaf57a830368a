/**
 * The values that a chart's axis names, evenly apart and round (1, 2 or 5 times a power of ten), from at or below
 * `lowest` to at or above `highest`. Zero is always among them. At most eight; two where there is nothing to show.
 */
export function axisValues(lowest: bigint, highest: bigint, unit: bigint): bigint[] {
  const bottom = lowest < 0n ? lowest : 0n;
  const top = highest > 0n ? highest : 0n;
  if (top === bottom) return [0n, unit];
  const step = roundStep(ceilDivide(top - bottom, 5n));
  const first = -ceilDivide(-bottom, step);
  const last = ceilDivide(top, step);
  return Array.from({ length: Number(last - first) + 1 }, (_, index) => (first + BigInt(index)) * step);
}

/** The smallest round number that is at least `least`. */
function roundStep(least: bigint): bigint {
  const power = 10n ** BigInt(String(least).length - 1);
  return [1n, 2n, 5n, 10n].map(digit => digit * power).find(step => step >= least) ?? least;
}

function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
