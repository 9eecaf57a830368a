import type { Whole, WholeOrNull } from './schema.ts';

/** The tables of `migrations/0004_alerts.sql`. */
export interface BudgetTable {
  number: Whole;
  amount_nano_usd: Whole;
  period: string;
  filters: string;
  thresholds: string;
  channel_id: string;
  state: string;
  set_up_by: string;
  watched_from: string;
  version: Whole;
}

export interface AlertRuleTable {
  number: Whole;
  kind: string;
  channel_id: string;
  amount_nano_usd: WholeOrNull;
  hours: WholeOrNull;
  filters: string;
  state: string;
  set_up_by: string;
  watched_from: string;
  version: Whole;
}

export interface SwitchTable {
  name: string;
  is_on: Whole;
}

export interface IncidentTable {
  id: string;
  watch: string;
  watch_version: Whole;
  subject: string;
  ordinal: Whole;
  channel_id: string;
  set_up_by: string | null;
  state: string;
  level: Whole;
  began_at: string;
  ended_at: string | null;
  ended_because: string | null;
  acknowledged_by: string | null;
  snoozed_by: string | null;
  snoozed_until: string | null;
  facts: string;
  revision: Whole;
}

export interface AuditTable {
  id: string;
  at: string;
  who: string;
  what: string;
}
