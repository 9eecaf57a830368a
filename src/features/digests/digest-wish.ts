/** `weekly digest here at 9`, `weekly report`: the command that it says. Null for other texts. */
export function digestWish(typed: string): string | null {
  const [, rhythm, noun, rest = ''] = /^\s*(daily|weekly|monthly)\s+(digest|report|summary)\b(?:\s+here)?\s*(.*)$/is.exec(typed) ?? [];
  if (rhythm === undefined) return null;
  return noun?.toLowerCase() === 'digest' ? `${rhythm} ${rest}`.trim() : `preview ${rhythm} ${rest}`.trim();
}
