import type { Day } from '#core/time/day.ts';
import type { AuditedChange } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { StoreError } from '#data/database/store-error.ts';
import {
  filtersOf,
  insertWatch,
  replaceWatch,
  setWatchState,
  type Watch,
  type WatchedRow,
  type WatchState,
  watchOf,
} from '../setup/watch-state-store.ts';
import { type AlertKind, type AlertRule, alertKinds } from './rule.ts';

export type StoredAlertRule = AlertRule & Watch;

/** All alerts that were not removed, by number. */
export async function storedAlertRules(database: Database): Promise<StoredAlertRule[]> {
  const rows = await database.selectFrom('alert_rule').where('state', '<>', 'removed').orderBy('number').selectAll().execute();
  return rows.map(row => ({
    ...watchOf(row),
    kind: kindOf(row.kind),
    channelId: row.channel_id,
    amountNanoUsd: row.amount_nano_usd,
    hours: row.hours === null ? null : Number(row.hours),
    filters: filtersOf(row.filters),
  }));
}

/** Saves a new alert and returns its number. */
export function createAlertRule(database: Database, rule: AlertRule, watchedFrom: Day, change: AuditedChange): Promise<number> {
  return insertWatch(database, rowOf(rule), watchedFrom, change);
}

/** Replaces an alert, which ends its open incidents. False when that alert no longer exists. */
export function changeAlertRule(database: Database, number: number, rule: AlertRule, change: AuditedChange): Promise<boolean> {
  return replaceWatch(database, rowOf(rule), number, change);
}

/** Pauses, resumes or removes an alert. False when that alert no longer exists. */
export function setAlertRuleState(database: Database, number: number, state: WatchState, change: AuditedChange): Promise<boolean> {
  return setWatchState(database, 'alert_rule', number, state, change);
}

function rowOf({ kind, channelId, amountNanoUsd, hours, filters }: AlertRule): WatchedRow {
  const values = { kind, channel_id: channelId, amount_nano_usd: amountNanoUsd, hours, filters: JSON.stringify(filters) };
  return { table: 'alert_rule', values };
}

function kindOf(stored: string): AlertKind {
  const kind = alertKinds.find(name => name === stored);
  if (!kind) throw new StoreError('store_unusable', `A stored alert is of kind "${stored}"; expected ${alertKinds.join(', ')}.`);
  return kind;
}
