/**
 * How many letters must be inserted, dropped, replaced or swapped with their neighbour to make `b` of `a`: `modle` and
 * `model` are 1 apart. Gives `limit + 1` as soon as it is certain to be more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(current, column - 1) + 1,
        at(last, column) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    if (Math.min(...current) > limit && Math.min(...last) > limit) return limit + 1;
    [beforeLast, last] = [last, current];
  }
  return Math.min(at(last, b.length), limit + 1);
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
