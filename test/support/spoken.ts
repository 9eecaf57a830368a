/** `text` as it reads: without what only keeps its lines from breaking. */
export function spoken(text: string): string {
  return text.replaceAll('\u2060', '').replaceAll('\u00a0', ' ');
}
