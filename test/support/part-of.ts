import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** True in `npm run soak`; absent in `npm test`. */
    isSoak?: boolean;
  }
}

/** All of `cases` in `npm run soak`; in `npm test` only `count` of them, evenly spaced, with the first and the last. */
export function partOf<T>(cases: readonly T[], count: number): readonly T[] {
  if (isSoak() || cases.length <= count) return cases;
  const step = (cases.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => cases[Math.round(index * step)] as T);
}

/** How many cases to draw: `whole` in `npm run soak`, a quarter of that in `npm test`. */
export function draws(whole: number): number {
  return isSoak() ? whole : Math.ceil(whole / 4);
}

export function isSoak(): boolean {
  return inject('isSoak') === true;
}
