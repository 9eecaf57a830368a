import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Database } from '#data/database/open.ts';
import type { AlertParts } from '#features/access/manager.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import type { AlertRule } from '#features/alerts/rule.ts';
import type { Budget } from '#features/setup/budget.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';

/** `02T12:00` is noon on 2 November 2026. */
export const at = (time: string) => new Date(`2026-11-${time}:00Z`);
/** Who set up whatever these tests set up. */
export const change = { by: 'U0ADMIN', at: at('01T00:00'), what: 'set up' };
export const budget: Budget = {
  amountNanoUsd: nanoUsdFromDecimal('500'),
  period: 'month',
  filters: [],
  thresholds: [50, 80, 100],
  channelId: 'C0COSTS',
};

/** An alert of a kind, without settings. */
export const rule = (more: Partial<AlertRule> & Pick<AlertRule, 'kind'>): AlertRule => ({
  channelId: 'C0COSTS',
  amountNanoUsd: null,
  hours: null,
  filters: [],
  ...more,
});

/** A database with one key-only source, on which alerts are evaluated. */
export interface Watched {
  readonly parts: AlertParts;
  /** Collects a day of November 2026 anew: one row that cost so much, null for a model without a price. */
  spend(day: string, dollars: string | null, model?: string, fetchedAt?: Date): Promise<void>;
  /** Evaluates all alerts at a time of November 2026. */
  look(time: string): Promise<unknown>;
}

export async function watched(database: Database): Promise<Watched> {
  const parts: AlertParts = { database, settleDays: 3, peopleVisible: 'admins' };
  await givenSource(database, 'usage', 'usage');
  return {
    parts,
    spend: (day, usd, model = 'gpt-4o-2024-08-06', fetchedAt) =>
      givenUsage(database, 'usage', `2026-11-${day}`, [{ usd, model, project: 'proj_search', requests: 1, inputTokens: 10 }], fetchedAt),
    look: time => evaluateAlerts(parts, at(time)),
  };
}
