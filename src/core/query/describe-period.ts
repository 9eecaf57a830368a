import { formatDays, formatMonth, formatQuarter } from '../time/format-day.ts';
import { type CalendarUnit, lastDay, type Period, unitHolding } from '../time/period.ts';
import type { AskedPeriod } from './query.ts';

/**
 * A period in words that read back as the same period on any later day: `15–21 Nov 2026`, `21 Nov 2026`. Calendar units
 * are `Oct 2026`, `Q3 2026`, `2025` and `9–15 Nov 2026 (week)`; one still running is `1–22 Nov 2026 (month to date)`.
 */
export function describePeriod(period: AskedPeriod): string {
  const { calendar } = period;
  if (!calendar) return describeDays(period);
  const isWhole = period.to === unitHolding(calendar, period.from).to;
  return isWhole ? describeUnit(calendar, period) : `${describeDays(period)} (${calendar} to date)`;
}

export function describeDays(period: Period): string {
  return formatDays(period.from, lastDay(period));
}

function describeUnit(unit: CalendarUnit, period: Period): string {
  switch (unit) {
    case 'week':
      return `${describeDays(period)} (week)`;
    case 'month':
      return formatMonth(period.from);
    case 'quarter':
      return formatQuarter(period.from);
    case 'year':
      return period.from.slice(0, 4);
  }
}
