import { addUnits } from '../calendar-unit.ts';
import { addDays, type Day } from '../day.ts';
import type { AskedPeriod } from '../query.ts';
import { type Refused, refused } from './refused-period.ts';

/** Longer periods are refused. */
const longestYears = 10;

/**
 * `period` as it can be answered on `today`: one that has begun is cut after today, whether it was asked for as
 * `this month` or in days (`1 nov - 30 nov`), and the reading shows the days that are left. One that has not begun, has
 * no days, or is longer than ten years, is refused.
 */
export function limitPeriod(period: AskedPeriod, today: Day): AskedPeriod | Refused {
  if (period.from > today) return refused.future(today);
  const tomorrow = addDays(today, 1);
  const to = period.to > tomorrow ? tomorrow : period.to;
  if (to <= period.from) return refused.empty;
  return period.from < addUnits('year', to, -longestYears) ? refused.long : { ...period, to };
}
