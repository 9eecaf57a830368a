-- What was collected from OpenAI. One SQL for SQLite and PostgreSQL. Text ids that OpenAI does not report are '', so that
-- keys work; money is an integer count of nano-dollars; days are UTC, '2026-11-21'; moments are ISO texts in UTC.

-- What each source is asked for. A member who left keeps the days that were collected, but is asked for no more.
create table endpoint (
  source text not null,
  endpoint text not null,
  is_current integer not null,
  -- 0 where a day without rows may also mean that OpenAI did not say.
  empty_is_known integer not null,
  primary key (source, endpoint)
);

-- The state of one day of one endpoint: when it was last read, and why the last try failed, if it did.
create table collected_day (
  source text not null,
  endpoint text not null,
  day text not null,
  fetched_at text,
  row_count integer not null,
  -- What OpenAI grouped the day by, comma-separated; coarser where the organisation refused more.
  grouped_by text not null,
  failed_at text,
  failure text,
  primary key (day, source, endpoint)
) without rowid;

create table usage_row (
  day text not null,
  source text not null,
  endpoint text not null,
  operation text not null,
  model text not null,
  variant text not null,
  project_id text not null,
  user_id text not null,
  key_id text not null,
  service_tier text not null,
  requests bigint not null,
  input_tokens bigint not null,
  cached_input_tokens bigint not null,
  cache_write_tokens bigint not null,
  output_tokens bigint not null,
  input_audio_tokens bigint not null,
  cached_input_audio_tokens bigint not null,
  output_audio_tokens bigint not null,
  input_image_tokens bigint not null,
  cached_input_image_tokens bigint not null,
  output_image_tokens bigint not null,
  images bigint not null,
  seconds bigint not null,
  characters bigint not null,
  sessions bigint not null,
  calls bigint not null,
  storage_byte_days bigint not null,
  training_tokens bigint not null,
  -- Null when nothing of the row could be priced.
  estimated_nano_usd bigint,
  is_approximate integer not null,
  -- JSON [{"unit":…,"quantity":…}], '' when all was priced.
  unpriced text not null,
  -- JSON [{"source":…,"version":…,"from":…}]: the prices that made the estimate.
  prices_used text not null,
  primary key (day, source, endpoint, operation, model, variant, project_id, user_id, key_id, service_tier)
);

create index usage_row_unpriced on usage_row (day) where unpriced <> '';

create table billed_row (
  day text not null,
  source text not null,
  cut text not null,
  project_id text not null,
  key_id text not null,
  user_id text not null,
  line_item text not null,
  -- The model that the line item names with certainty, or ''.
  model text not null,
  amount_nano_usd bigint not null,
  quantity double precision,
  quantity_unit text,
  primary key (day, source, cut, project_id, key_id, user_id, line_item)
);

-- What a source did not understand, as it came.
create table not_understood (
  day text not null,
  source text not null,
  endpoint text not null,
  place text not null,
  why text not null,
  json text not null,
  primary key (day, source, endpoint, place)
);

-- Every model, user, project and key that was seen, and the first day it was seen on.
create table seen (
  dimension text not null,
  id text not null,
  source text not null,
  first_day text not null,
  primary key (dimension, id, source)
);

-- What people call users, projects and keys.
create table name (
  source text not null,
  dimension text not null,
  id text not null,
  name text,
  email text,
  primary key (source, dimension, id)
);

create table source_state (
  source text not null primary key,
  kind text not null,
  -- 0 for a source that is configured no more: its days stay, but answers leave them out, or they would count twice.
  is_active integer not null,
  names_fetched_at text,
  -- When the collection that runs, or was cut off, began; null when the last one ended.
  collecting_since_at text,
  -- Why the source as a whole cannot collect; null when it can.
  stopped_because text
);

-- When requests to OpenAI began, in Unix milliseconds, so that its limit holds across restarts.
create table request_start (
  source text not null,
  started_at_ms bigint not null
);

create index request_start_by_time on request_start (source, started_at_ms);
