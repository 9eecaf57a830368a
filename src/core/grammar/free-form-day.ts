import { strict } from 'chrono-node/en';
import { addDays, type Day, mondayOf, startOf } from '../day.ts';
import { describeDay } from '../describe-period.ts';
import type { AskedPeriod } from '../query.ts';
import { type Found, holdsMonth } from './read-point.ts';
import { isRefused, type Refused, refused } from './refused-period.ts';
import { resolvePoint } from './resolve-point.ts';
import { matchAt } from './words.ts';

/**
 * A day in words that our own rules leave, read by chrono-node and checked after: `third of october`, `03-oct-2026`,
 * `Saturday, 3 October 2026`.
 *
 * Only a single day with its month counts. What chrono adds by itself is left out: a weekday without a date (it reads
 * the next one), a year of two digits, a time of day, an end. Without a year it is the most recent one that has begun.
 */
export function readFreeFormDay(plain: string, at: number, today: Day): Found<AskedPeriod | Refused> | null {
  const text = matchAt(candidatePattern, plain, at)?.[0] ?? '';
  if (!holdsMonth(text)) return null;
  const [first] = strict.parse(text, { instant: startOf(today), timezone: 'UTC' }, { forwardDate: false });
  if (first?.index !== 0 || first.end) return null;
  const { start } = first;
  const [year, month, day] = [start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0];
  if (!start.isCertain('day') || !start.isCertain('month') || start.isCertain('hour')) return null;
  if (start.isCertain('year') && !first.text.includes(String(year))) return null;
  const period = resolvePoint({ unit: 'day', year: start.isCertain('year') ? year : null, month, day }, today);
  const weekday = start.isCertain('weekday') ? (start.get('weekday') ?? 0) : null;
  return { value: isRefused(period) ? period : onWeekday(period, weekday), end: at + first.text.length };
}

/** Up to five words of which the first can begin a date; chrono is slow, and anything else would only cost time. */
const candidatePattern =
  /(?:\d|[a-z]{2,11}(?:st|nd|rd|th) |(?:twenty|thirty|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^ ]{0,12} ?)[^ ]{0,12}(?: [^ ]{1,12}){0,4}/y;

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Refuses a day that is not the weekday it was said to be; Sunday is 0. */
function onWeekday(period: AskedPeriod, weekday: number | null): AskedPeriod | Refused {
  if (weekday === null || addDays(mondayOf(period.from), (weekday + 6) % 7) === period.from) return period;
  return refused.missing(`${describeDay(period.from)} is no ${weekdayNames[weekday]}`);
}
