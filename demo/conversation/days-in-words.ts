import type { Day } from '#core/time/day.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The days from `from` through `to` as the bot writes them: `15–21 Nov 2026`, `28 Dec 2026 – 3 Jan 2027`, `21 Nov 2026`. */
export function daysInWords({ from, to }: { readonly from: Day; readonly to: Day }): string {
  const [firstYear, firstMonth, first] = parts(from);
  const [year, month, last] = parts(to);
  if (from === to) return `${last} ${month} ${year}`;
  if (firstYear !== year) return `${first} ${firstMonth} ${firstYear} – ${last} ${month} ${year}`;
  return firstMonth === month ? `${first}–${last} ${month} ${year}` : `${first} ${firstMonth} – ${last} ${month} ${year}`;
}

/** `Nov 2026`. */
export function monthInWords(day: Day): string {
  const [year, month] = parts(day);
  return `${month} ${year}`;
}

function parts(day: Day): [year: string, month: string, dayOfMonth: number] {
  return [day.slice(0, 4), months[Number(day.slice(5, 7)) - 1] ?? '', Number(day.slice(8))];
}
