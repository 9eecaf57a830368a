import type { Day } from '#core/time/day.ts';

/** `make`, called once for each day. */
export function remembered<T>(make: (day: Day) => readonly T[]): (day: Day) => readonly T[] {
  const known = new Map<Day, readonly T[]>();
  return day => {
    const made = known.get(day) ?? make(day);
    known.set(day, made);
    return made;
  };
}
