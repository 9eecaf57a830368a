import type { Day } from '../day.ts';
import { describeDay, describeDays } from '../describe-period.ts';
import type { Period } from '../period.ts';

/** Why a period that is understood cannot be answered, in words that follow the period itself. */
export interface Refused {
  readonly because: string;
  /** Periods to ask for instead. */
  readonly instead: readonly string[];
}

export const refused = {
  empty: { because: 'has no days', instead: [] },
  long: { because: 'is longer than 10 years', instead: ['last 10 years'] },
  future: (today: Day): Refused => ({ because: `lies in the future: the newest day is today, ${describeDay(today)} in UTC`, instead: [] }),
  /** `instead` is what may have been meant. */
  reversed: (from: Period, to: Period, instead: Period): Refused => ({
    because: `runs backwards: ${describeDays(from)} is after ${describeDays(to)}`,
    instead: [describeDays(instead)],
  }),
  missing: (because: string): Refused => ({ because: `does not exist: ${because}`, instead: [] }),
  twoOrders: (days: readonly Day[]): Refused => ({
    because: `may be ${days.map(describeDay).join(' or ')}: write it as ${days[0]}`,
    instead: days,
  }),
} as const;

export function isRefused(outcome: object): outcome is Refused {
  return 'because' in outcome;
}
