import damerauLevenshtein from 'damerau-levenshtein';

/** The value fewest typos from `text`, the first of several; null beyond `limit`. A swap of neighbors is one typo. */
export function nearestOf<T>(text: string, candidates: Iterable<readonly [string, T]>, limit: number): T | null {
  return nearestBy(text, candidates, ([candidate]) => candidate, limit)?.[1] ?? null;
}

export function nearestWord(typed: string, words: readonly string[], limit: number): string | null {
  return nearestBy(typed, words, word => word, limit);
}

/**
 * The word of ours that `typed` is a slip of; null if there is none. A slip keeps the first letter or swaps it with the next. A word
 * of three letters has one missing or two swapped: with another letter it is another word (`hey` and `key`, `not` and `bot`).
 */
export function nearestSlip(typed: string, words: readonly string[]): string | null {
  if (!/^[\p{L}-]+$/u.test(typed)) return null;
  const limit = typed.length <= 2 ? 0 : Math.max(1, Math.floor(typed.length / 3));
  return nearestWord(
    typed,
    words.filter(word => maySlip(typed, word)),
    limit,
  );
}

/** Whether `word` can be what someone meant who typed `typed`. */
export function maySlip(typed: string, word: string): boolean {
  const isBegun = typed[0] === word[0] || (typed[0] === word[1] && typed[1] === word[0]);
  return isBegun && (typed.length > 3 || word.length > typed.length || sorted(typed) === sorted(word));
}

function sorted(text: string): string {
  return [...text].sort().join('');
}

function nearestBy<T>(text: string, candidates: Iterable<T>, textOf: (candidate: T) => string, limit: number): T | null {
  let nearest: T | null = null;
  let allowed = limit;
  const letters = lettersOf(text);
  for (const candidate of candidates) {
    const other = textOf(candidate);
    if (Math.abs(text.length - other.length) > allowed || lettersApart(letters, lettersOf(other)) > allowed) continue;
    const { steps } = damerauLevenshtein(text, other);
    if (steps > allowed) continue;
    nearest = candidate;
    allowed = steps - 1;
  }
  return nearest;
}

/** A cheap lower bound on the typos between texts of these letters. It rules out most of a team's thousands of names. */
function lettersApart(a: number, b: number): number {
  return Math.max(bitCount(a & ~b), bitCount(b & ~a));
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
