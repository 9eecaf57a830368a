import type { ColumnType } from 'kysely';
import type { QuantityName } from '#core/usage/usage-row.ts';

/** Columns by what they hold. */
type Text<Column extends string> = Record<Column, string>;
type TextOrNull<Column extends string> = Record<Column, string | null>;
/** 64-bit integers: always read as `bigint`, written as `bigint` or `number`. */
type Whole<Column extends string> = Record<Column, ColumnType<bigint, bigint | number, bigint | number>>;
type WholeOrNull<Column extends string> = Record<Column, ColumnType<bigint | null, bigint | number | null, bigint | number | null>>;

type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : '';

/** The column for each quantity: `cached_input_tokens` for `cachedInputTokens`. */
export type QuantityColumns = {
  readonly [Name in QuantityName]: Name extends 'cacheWrite12hTokens' ? 'cache_write_12h_tokens' : SnakeCase<Name>;
};

/** The tables in `migrations/`, which explain the columns. Integers are read as `bigint`; stores convert counts to numbers. */
export interface Schema extends TotalsSchema {
  endpoint: Text<'source' | 'endpoint'> & Whole<'is_current' | 'empty_is_known'>;
  collected_day: Text<'source' | 'endpoint' | 'day' | 'grouped_by'> &
    TextOrNull<'fetched_at' | 'changed_at' | 'failed_at' | 'failure'> &
    Whole<'row_count'> & { rows_dropped: ColumnType<bigint, bigint | number | undefined, bigint | number> };
  usage_row: Text<
    'day' | 'source' | 'endpoint' | 'operation' | 'model' | 'variant' | 'project_id' | 'user_id' | 'key_id' | 'service_tier'
  > &
    Whole<QuantityColumns[QuantityName]> &
    WholeOrNull<'estimated_nano_usd'> &
    Whole<'is_approximate'> &
    Text<'unpriced' | 'prices_used' | 'estimated_by_unit'>;
  billed_row: Text<'day' | 'source' | 'cut' | 'project_id' | 'key_id' | 'user_id' | 'line_item' | 'model'> &
    Whole<'amount_nano_usd'> & { quantity: number | null } & TextOrNull<'quantity_unit'>;
  not_understood: Text<'day' | 'source' | 'endpoint' | 'place' | 'why' | 'json' | 'part' | 'amount' | 'currency'> &
    Whole<'is_counted_elsewhere'>;
  seen: Text<'dimension' | 'id' | 'source' | 'first_day'>;
  name: Text<'source' | 'dimension' | 'id'> & TextOrNull<'name' | 'email'>;
  source_state: Text<'source' | 'kind'> &
    Whole<'is_active'> &
    TextOrNull<'names_fetched_at' | 'collecting_since_at' | 'stopped_because'> & {
      days_version: ColumnType<string, string | undefined, string>;
    };
  request_start: Text<'source' | 'id'> & Whole<'started_at_ms'>;
  day_change: Text<'source' | 'endpoint' | 'day' | 'read_at' | 'previous_read_at'> &
    WholeOrNull<`${'before' | 'after'}_${'nano_usd' | 'requests' | 'tokens'}`>;
  collection_lease: Text<'source' | 'holder'> & Whole<'until_ms' | 'ended_at_ms'>;
  unfinished_copy: Text<'table_name' | 'copied_from' | 'last_key'> & Whole<'is_whole'>;
  price_list: Whole<'number'> & Text<'address' | 'format' | 'version' | 'fetched_at' | 'seen_at' | 'content' | 'accepted'>;

  budget: Whole<'number' | 'amount_nano_usd' | 'version'> &
    Text<'period' | 'filters' | 'thresholds' | 'channel_id' | 'state' | 'set_up_by' | 'watched_from'>;
  alert_rule: Whole<'number' | 'version'> &
    WholeOrNull<'amount_nano_usd' | 'hours'> &
    Text<'kind' | 'channel_id' | 'filters' | 'state' | 'set_up_by' | 'watched_from'>;
  switch: Text<'name'> & Whole<'is_on'>;
  incident: Text<'id' | 'watch' | 'subject' | 'channel_id' | 'state' | 'began_at' | 'facts'> &
    Whole<'watch_version' | 'ordinal' | 'level' | 'revision'> &
    TextOrNull<'set_up_by' | 'ended_at' | 'ended_because' | 'acknowledged_by' | 'snoozed_by' | 'snoozed_until'>;
  audit: Text<'id' | 'at' | 'who' | 'what'> & Whole<'ordinal'>;

  job_slot: Text<'job' | 'slot' | 'state' | 'holder' | 'lease_until' | 'first_seen_at'> &
    Whole<'failed_tries'> &
    TextOrNull<'next_try_at' | 'failure'>;
  outbox: Text<'key' | 'channel_id' | 'operation' | 'view' | 'created_at' | 'state' | 'next_try_at'> &
    Whole<'sequence' | 'failed_tries'> &
    TextOrNull<'about' | 'set_up_by' | 'holder' | 'lease_until' | 'handed_over_at' | 'failure' | 'ts' | 'thread_ts' | 'posted_at'>;
  subscription: Whole<'number' | 'minutes' | 'is_paused'> &
    Text<'rhythm' | 'channel_id' | 'time_zone' | 'filters' | 'set_up_by' | 'since_at'> &
    TextOrNull<'last_slot' | 'removed_at'>;
  digest_report: Text<'key' | 'channel_id' | 'filters' | 'from_day' | 'to_day' | 'days'> & Whole<'corrections'>;

  said_price_change: Text<'channel_id' | 'source' | 'item' | 'from_day' | 'said_in'>;

  channel_scope: Text<'channel_id' | 'filters' | 'set_by' | 'set_at'>;
  home_viewer: Text<'slack_user_id' | 'opened_at'>;
  channel_card: Text<'channel_id' | 'view' | 'offered_at'> & Whole<'revision'>;
}

/** The tables that hold totals by one dimension. */
export interface TotalsSchema {
  usage_total: Text<'dimension' | 'source' | 'id'> &
    Whole<'span' | 'row_count' | 'priced_row_count' | 'estimated_nano_usd'> &
    Whole<'requests' | 'input_tokens' | 'cached_input_tokens' | 'output_tokens'>;
  billed_total: Text<'cut' | 'dimension' | 'source' | 'id' | 'label'> & Whole<'span' | 'row_count' | 'amount_nano_usd'>;
  unpriced_total: Text<'dimension' | 'source' | 'id' | 'model' | 'unit'> & Whole<'span' | 'row_count' | 'quantity'>;
}
