/** Several texts as one key of a map. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\u0000');
}
