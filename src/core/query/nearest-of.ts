import damerauLevenshtein from 'damerau-levenshtein';

/** The value fewest typos from `text`, the first of several; null beyond `limit`. A swap of neighbors is one typo. */
export function nearestOf<T>(text: string, candidates: Iterable<readonly [string, T]>, limit: number): T | null {
  let nearest: T | null = null;
  let allowed = limit;
  for (const [candidate, value] of candidates) {
    if (leastTypos(text, candidate) > allowed) continue;
    const { steps } = damerauLevenshtein(text, candidate);
    if (steps > allowed) continue;
    nearest = value;
    allowed = steps - 1;
  }
  return nearest;
}

export function nearestWord(typed: string, words: readonly string[], limit: number): string | null {
  return nearestOf(
    typed,
    words.map(word => [word, word] as const),
    limit,
  );
}

/** A cheap lower bound on the typos. It rules out most of a team's thousands of names. */
function leastTypos(a: string, b: string): number {
  const [ofA, ofB] = [lettersOf(a), lettersOf(b)];
  return Math.max(Math.abs(a.length - b.length), bitCount(ofA & ~ofB), bitCount(ofB & ~ofA));
}

/** The letters as bits. Several letters share a bit, which can only make texts look closer. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) letters |= 1 << (text.charCodeAt(index) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
