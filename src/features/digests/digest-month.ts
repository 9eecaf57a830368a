import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import { addDays, type Day, dayOf, firstOfMonth, type Instant } from '#core/time/day.ts';
import { includes, type Period, unitHolding } from '#core/time/period.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { spendOf } from '../answers/answer.ts';
import { forecastOf } from '../forecast/forecast.ts';
import { projectPeriod } from '../forecast/project-period.ts';
import { scopeBudget } from '../setup/scope-budget.ts';
import type { MonthFigures } from '../verdict/budget-outcome.ts';

/** Where the month of `day` ends, or ended; null while it runs without a forecast, or when days of it are missing. */
export async function monthOutcome(parts: AskParts, filters: readonly Filter[], day: Day, now: Instant): Promise<MonthFigures | null> {
  const month = unitHolding('month', day);
  if (includes(month, dayOf(now))) {
    const { forecast, budgetNanoUsd } = await forecastOf(parts, { unit: 'month', filters, now });
    if (forecast === null) return null;
    const { totalNanoUsd, band } = forecast;
    return { month: month.from, totalNanoUsd, highNanoUsd: band?.highNanoUsd ?? null, state: 'running', budgetNanoUsd };
  }
  const { total, missingDays, provisionalDays } = await spendOf(parts, { ...month, calendar: 'month' }, filters, now);
  if (missingDays.length > 0) return null;
  return {
    month: month.from,
    totalNanoUsd: total.costNanoUsd,
    state: provisionalDays.length > 0 ? 'ended' : 'final',
    budgetNanoUsd: await scopeBudget(parts.database, filters, 'month'),
  };
}

/** Enough days for the rhythm of a forecast. */
const historyDays = 120;

/** What the month of `month` was heading for on its 15th, as far as is known today; null with too short a history then. */
export async function forecastOf15th(parts: AskParts, filters: readonly Filter[], month: Period, now: Instant): Promise<NanoUsd | null> {
  const today = addDays(firstOfMonth(month.from), 14);
  const { complete } = await dailyCosts(parts, { period: { from: addDays(month.from, -historyDays), to: today }, filters, now });
  return projectPeriod({ days: complete, period: month, today })?.totalNanoUsd ?? null;
}
