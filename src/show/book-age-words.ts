import type { BookAge } from '#core/prices/book-age.ts';
import { formatDayAndYear } from '#core/time/format-day.ts';
import { plural } from './phrases.ts';

/** `Prices of 30 Nov 2026, 12 days old`, without the age of a day that is not over; after 60 days also what to do. */
export function bookAgeWords({ day, days, isOld }: BookAge): string {
  const age = `Prices of ${formatDayAndYear(day)}${days === 0 ? '' : `, ${plural(days, 'day')} old`}`;
  return isOld
    ? `${age}: newer models may have no price, and changed prices may be wrong. An admin can upgrade spendbot or run spendbot prices update.`
    : age;
}
