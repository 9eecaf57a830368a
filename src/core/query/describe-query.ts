import { formatDays, formatMonth, formatQuarter } from '../time/format-day.ts';
import { type CalendarUnit, lastDay, type Period, unitHolding } from '../time/period.ts';
import type { Names } from '../usage/team-names.ts';
import type { AskedPeriod, Filter, Query } from './query.ts';
import { writeNames } from './write-names.ts';

/** How a question was read: `cost by model, 15–21 Nov 2026, UTC`. Reads back as the same question on any day. Unknown ids stay ids. */
export function describeQuery(query: Query, names: Names): string {
  const split = query.by.length === 0 ? '' : `by ${query.by.join(' and ')}`;
  const clauses = [
    [query.metric, split, describeFilters(query.filters, names)].filter(text => text !== '').join(' '),
    query.top === null ? '' : `top ${query.top}`,
    describePeriod(query.period),
    query.versus ? `vs ${describeDays(query.versus)}` : '',
    query.form === 'default' ? '' : `as ${query.form}`,
    'UTC',
  ];
  return clauses.filter(text => text !== '').join(', ');
}

/** Filters as typed in a question: `for gpt-4o without project "Search"`. Empty when there are none. */
export function describeFilters(filters: readonly Filter[], names: Names): string {
  const named = (exclude: boolean) =>
    filters
      .filter(filter => filter.exclude === exclude)
      .map(({ dimension, values }) => writeNames(dimension, values, names))
      .join(' and ');
  const [including, excluding] = [named(false), named(true)];
  return [including && `for ${including}`, excluding && `without ${excluding}`].filter(text => text !== '').join(' ');
}

/** A period in words that read back the same on any later day: `15–21 Nov 2026`, `Oct 2026`, `1–22 Nov 2026 (month to date)`. */
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
  if (unit === 'month') return formatMonth(period.from);
  if (unit === 'quarter') return formatQuarter(period.from);
  return unit === 'year' ? period.from.slice(0, 4) : `${describeDays(period)} (week)`;
}
