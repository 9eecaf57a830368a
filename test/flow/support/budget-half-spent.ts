import type { Day } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { givenDay, givenDays } from '../../support/channel-team.ts';

export const budgetChannel = 'C0MLCOSTS';
const lastDay: Day = '2026-11-21';
const days = Array.from({ length: 15 }, (_, index) => `2026-11-${String(7 + index).padStart(2, '0')}`);

/** A budget of $2,500 a month that warns at 50, 80 and 100%. 15 days × $100 = $1,500 are 60% of it. */
export async function halfSpent(database: Database): Promise<void> {
  await givenDays(database, lastDay, days.length);
  const budget = { amountNanoUsd: 2_500_000_000_000n, period: 'month', filters: [], thresholds: [50, 80, 100] } as const;
  const change = { by: 'U0YOU', at: new Date(`${lastDay}T12:00:00Z`), what: 'set up' };
  await createBudget(database, { ...budget, channelId: budgetChannel }, '2026-11-01', change);
}

/** $630 more on the last day make 85%, $1,130 more make 105%. */
export function spendUpTo(percent: 85 | 105, database: Database): Promise<void> {
  return givenDay(database, lastDay, percent === 85 ? '700' : '1200');
}

/** The days cost less after all: 15 × $30 make 18%, so the alert is over. */
export async function spendLess(database: Database): Promise<void> {
  for (const day of days) await givenDay(database, day, '0');
}
