/** The middle of `values`, between the two middle ones of an even count; null of none. */
export function medianOf(values: readonly number[]): number | null {
  return quantileOf(values, 0.5);
}

/** The value below which the part `share` (0 to 1) of `values` lies, between neighbours in proportion; null of none. */
export function quantileOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(at)];
  const upper = sorted[Math.ceil(at)];
  if (lower === undefined || upper === undefined) return null;
  return lower === upper ? lower : lower + (upper - lower) * (at - Math.floor(at));
}
