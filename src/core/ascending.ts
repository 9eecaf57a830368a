/** Sort order, smallest first. Text sorts by code unit, the same on every machine and database. */
export function ascending<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
