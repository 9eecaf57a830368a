/**
 * How many letters must be inserted, dropped, replaced or swapped with their neighbour to make `b` of `a`: `modle` and
 * `model` are 1 apart. Gives `limit + 1` as soon as it is certain to be more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || lettersApart(a, b) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  let leastOfLast = 0;
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = !isSame && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const distance = Math.min(at(current, column - 1) + 1, at(last, column) + 1, at(last, column - 1) + (isSame ? 0 : 1));
      current[column] = isSwap ? Math.min(distance, at(beforeLast, column - 2) + 1) : distance;
      least = Math.min(least, at(current, column));
    }
    if (least > limit && leastOfLast > limit) return limit + 1;
    [beforeLast, last, leastOfLast] = [last, current, least];
  }
  return Math.min(at(last, b.length), limit + 1);
}

/** At least so many letters must be changed: those that only one of the two has. Far quicker to tell than how many it is. */
function lettersApart(a: string, b: string): number {
  const [ofA, ofB] = [lettersOf(a), lettersOf(b)];
  return Math.max(bitCount(ofA & ~ofB), bitCount(ofB & ~ofA));
}

/** The letters as bits; several letters share one, which can only make texts seem nearer. */
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

/** The one of `candidates` that is nearest to `text`, within `limit`; the first of several. */
export function nearestOf<T>(text: string, candidates: Iterable<readonly [string, T]>, limit: number): T | null {
  let nearest: T | null = null;
  let distance = limit + 1;
  for (const [candidate, value] of candidates) {
    const candidateDistance = editDistance(text, candidate, distance - 1);
    if (candidateDistance >= distance) continue;
    [nearest, distance] = [value, candidateDistance];
  }
  return nearest;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
