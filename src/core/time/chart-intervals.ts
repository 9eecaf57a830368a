import { addDays, type Day, firstOfMonth, mondayOf } from './day.ts';
import { lengthInDays, type Period } from './period.ts';

/** Of so many days, three months, a picture can still show each; of more it shows weeks, months or longer. */
export const mostDaysByDay = 92;

/**
 * What `period` is told apart by in a picture: its days, or, of more than {@link mostDaysByDay}, the days of one week and one month. Every
 * week from Monday, month, quarter and year consists of whole ones, as far as it lies in the period. Oldest first.
 */
export function stretchesOf(period: Period): Period[] {
  const isByDay = lengthInDays(period) <= mostDaysByDay;
  const stretches: Period[] = [];
  for (let from = period.from; from < period.to; ) {
    const to = isByDay ? addDays(from, 1) : earliest(addDays(mondayOf(from), 7), firstOfMonth(addDays(firstOfMonth(from), 31)), period.to);
    stretches.push({ from, to });
    from = to;
  }
  return stretches;
}

function earliest(...days: readonly [Day, ...Day[]]): Day {
  return days.reduce((a, b) => (b < a ? b : a));
}
