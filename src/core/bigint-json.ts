const bigintKey = '$bigint';

/** JSON that keeps whole numbers of any size exact. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? { [bigintKey]: part.toString() } : part));
}

/** Reads what {@link toJson} wrote. Throws SyntaxError when it is not JSON. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => bigintIn(part) ?? part);
}

function bigintIn(part: unknown): bigint | null {
  if (typeof part !== 'object' || part === null || !(bigintKey in part)) return null;
  const digits = part[bigintKey];
  return typeof digits === 'string' && /^-?\d+$/.test(digits) ? BigInt(digits) : null;
}
