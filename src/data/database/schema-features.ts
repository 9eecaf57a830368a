import type { ColumnType } from 'kysely';

/** A 64-bit integer: always read as `bigint`, written as `bigint` or `number`. */
export type Whole = ColumnType<bigint, bigint | number, bigint | number>;

export type WholeOrNull = ColumnType<bigint | null, bigint | number | null, bigint | number | null>;

/** The tables in `migrations/0004_alerts.sql`. */
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
  ordinal: Whole;
}

/** The tables in `migrations/0003_messages.sql`, which explains each column. */
export interface JobSlotTable {
  job: string;
  slot: string;
  state: string;
  holder: string;
  lease_until: string;
  first_seen_at: string;
  failed_tries: Whole;
  next_try_at: string | null;
  failure: string | null;
}

export interface OutboxTable {
  key: string;
  sequence: Whole;
  channel_id: string;
  about: string | null;
  operation: string;
  set_up_by: string | null;
  view: string;
  created_at: string;
  state: string;
  holder: string | null;
  lease_until: string | null;
  handed_over_at: string | null;
  failed_tries: Whole;
  next_try_at: string;
  failure: string | null;
  ts: string | null;
  thread_ts: string | null;
  posted_at: string | null;
}

export interface SubscriptionTable {
  number: Whole;
  rhythm: string;
  channel_id: string;
  minutes: Whole;
  time_zone: string;
  filters: string;
  is_paused: Whole;
  set_up_by: string;
  since_at: string;
  last_slot: string | null;
  removed_at: string | null;
}

export interface DigestReportTable {
  key: string;
  channel_id: string;
  filters: string;
  from_day: string;
  to_day: string;
  days: string;
  corrections: Whole;
}

/** The tables for what people configure in Slack. */
export interface SlackSchema {
  channel_scope: ChannelScopeTable;
  home_viewer: HomeViewerTable;
}

interface ChannelScopeTable {
  channel_id: string;
  filters: string;
  set_by: string;
  set_at: string;
}

interface HomeViewerTable {
  slack_user_id: string;
  opened_at: string;
}
