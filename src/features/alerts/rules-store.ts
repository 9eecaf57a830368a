import { type AuditedChange, recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { filtersOf, storedName, type Watch, watchOf, watchStore } from '../setup/watch-state-store.ts';
import { type AlertRule, alertKinds } from './rule.ts';

export type StoredAlertRule = AlertRule & Watch;

/** All alerts that were not removed, by number. */
export async function storedAlertRules(database: Database): Promise<StoredAlertRule[]> {
  const rows = await database.selectFrom('alert_rule').where('state', '<>', 'removed').orderBy('number').selectAll().execute();
  return rows.map(row => ({
    ...watchOf(row),
    kind: storedName(alertKinds, row.kind, 'A stored alert is of kind'),
    channelId: row.channel_id,
    amountNanoUsd: row.amount_nano_usd,
    hours: row.hours === null ? null : Number(row.hours),
    filters: filtersOf(row.filters),
  }));
}

/** Set up, changed, and paused, resumed or removed as {@link watchStore} says. */
export const {
  create: createAlertRule,
  replace: changeAlertRule,
  setState: setAlertRuleState,
} = watchStore<AlertRule>('alert_rule', ({ kind, channelId, amountNanoUsd, hours, filters }) => ({
  kind,
  channel_id: channelId,
  amount_nano_usd: amountNanoUsd,
  hours,
  filters: JSON.stringify(filters),
}));

/** Whether budgets alert when their forecast exceeds them; on by default. */
export async function isForecastOn(database: Database): Promise<boolean> {
  const row = await database.selectFrom('switch').where('name', '=', forecastSwitch).select('is_on').executeTakeFirst();
  return row === undefined || row.is_on === 1n;
}

export async function setForecastOn(database: Database, isOn: boolean, { at, by, what }: AuditedChange): Promise<void> {
  const is_on = isOn ? 1 : 0;
  await database.transaction().execute(async transaction => {
    await transaction
      .insertInto('switch')
      .values({ name: forecastSwitch, is_on })
      .onConflict(conflict => conflict.column('name').doUpdateSet({ is_on }))
      .execute();
    await recordAudit(transaction, { at, who: by, what });
  });
}

const forecastSwitch = 'forecast_alerts';
