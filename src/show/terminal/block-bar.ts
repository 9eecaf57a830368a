const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** `part` of `whole` as a bar of blocks, at most `width` columns. A part that is not nothing is seen. */
export function blockBar(part: bigint, whole: bigint, width: number): string {
  if (part <= 0n || whole <= 0n) return '';
  const filled = Math.max(Number((part * BigInt(width) * 8n) / whole), 1);
  return '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
}
