/** A value as programs are given it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
