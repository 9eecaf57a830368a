import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { CalendarUnit } from '#core/time/period.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { forecastOf } from './forecast.ts';
import type { AlertFacts } from './view-alert.ts';

/** What the week, month or quarter that holds `now` is heading for; null where too little is known, and for a single day. */
export async function headingOf(
  parts: AskParts,
  unit: CalendarUnit | 'day',
  filters: readonly Filter[],
  now: Instant,
): Promise<AlertFacts['heading']> {
  if (unit === 'day') return null;
  const { from, to, forecast } = await forecastOf(parts, { unit, filters, now });
  return forecast === null ? null : { from, to, forecastNanoUsd: forecast.totalNanoUsd };
}
