import { type Day, startOf } from './day.ts';

export const monthNames: readonly string[] = 'January February March April May June July August September October November December'.split(
  ' ',
);
export const weekdayNames: readonly string[] = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** `21 Nov`. */
export function formatDay(day: Day): string {
  return `${Number(day.slice(8))} ${monthOf(day)}`;
}

/** `Sat`. */
export function formatWeekday(day: Day): string {
  return weekdayName(day).slice(0, 3);
}

/** `Saturday`. */
export function weekdayName(day: Day): string {
  return weekdayNames[(startOf(day).getUTCDay() + 6) % 7] ?? '';
}

/** `November`. */
export function monthName(day: Day): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? '';
}

/** `21 Nov 2026`. */
export function formatDayAndYear(day: Day): string {
  return `${formatDay(day)} ${day.slice(0, 4)}`;
}

/** The month of `day`: `Nov 2026`. */
export function formatMonth(day: Day): string {
  return `${monthOf(day)} ${day.slice(0, 4)}`;
}

/** The quarter of `day`: `Q4 2026`. */
export function formatQuarter(day: Day): string {
  return `Q${Math.ceil(Number(day.slice(5, 7)) / 3)} ${day.slice(0, 4)}`;
}

/** The days from `first` through `last`: `15–21 Nov 2026`, `28 Oct – 3 Nov 2026`, `28 Dec 2026 – 3 Jan 2027`, `21 Nov 2026`. */
export function formatDays(first: Day, last: Day): string {
  if (first === last) return formatDayAndYear(last);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${formatDayAndYear(last)}`;
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  return `${sameYear ? formatDay(first) : formatDayAndYear(first)} – ${formatDayAndYear(last)}`;
}

function monthOf(day: Day): string {
  return monthName(day).slice(0, 3);
}
