/** One map key for several texts. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\u0000');
}
