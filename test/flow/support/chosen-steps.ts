import { isSoak } from '../../support/part-of.ts';

/** The steps after which a test kills: in `npm test` the `chosen` ones, in `npm run soak` each from `first` to `last`. */
export function chosenSteps({ first = 1, last, chosen }: { first?: number; last: number; chosen: readonly number[] }): readonly number[] {
  return isSoak() ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : chosen;
}
