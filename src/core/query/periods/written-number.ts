const numbers: ReadonlyMap<string, number> = new Map([
  ...'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, index) => [word, index + 1] as const),
  ...Object.entries({ a: 1, an: 1, 'couple of': 2, fourteen: 14, fifteen: 15, twenty: 20, thirty: 30, sixty: 60, ninety: 90 }),
]);

/** A count in figures or words, as a group of a pattern. */
export const countPattern = `(\\d{1,9}|${[...numbers.keys()].join('|')})`;

/** `7`, `seven`, `a`; null for any other word. */
export function countOf(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : (numbers.get(text) ?? null);
}
