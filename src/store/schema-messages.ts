import type { Whole } from './schema.ts';

/** The tables of `migrations/0003_messages.sql`, which says what each column means. */
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
