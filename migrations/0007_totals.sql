-- Sums of usage and billed rows by one dimension, kept in the transaction of the rows, so that a question by one dimension
-- reads no rows, and can still be answered once they are dropped.

-- 1 once the rows of the day were dropped, being older than RETENTION_DAYS: their sums are all that is known.
alter table collected_day add column rows_dropped integer not null default 0;

create index collected_day_dropped on collected_day (day) where rows_dropped = 1;

create table usage_total (
  -- What it is split by: model, user, project, key, operation, tier; '' for nothing.
  dimension text not null,
  -- A day, 20261121; the ten days that begin alike, 2026112; a month, 202611; or a year, 2026.
  span integer not null,
  source text not null,
  -- '' for what belongs to nobody.
  id text not null,
  -- A total of no rows is deleted.
  row_count bigint not null,
  -- Of these, how many have a price; the estimate is unknown, not 0, where none has.
  priced_row_count bigint not null,
  estimated_nano_usd bigint not null,
  requests bigint not null,
  input_tokens bigint not null,
  cached_input_tokens bigint not null,
  output_tokens bigint not null,
  primary key (dimension, span, source, id)
) without rowid;

create table billed_total (
  cut text not null,
  -- The cut by project: '', model, project, key. The cut by user: '', user.
  dimension text not null,
  span integer not null,
  source text not null,
  id text not null,
  -- By model, the line item that names none; otherwise ''.
  label text not null,
  row_count bigint not null,
  amount_nano_usd bigint not null,
  primary key (cut, dimension, span, source, id, label)
) without rowid;

-- What no price covers, by one dimension, model and unit. Of days only: there is little of it.
create table unpriced_total (
  dimension text not null,
  span integer not null,
  source text not null,
  id text not null,
  model text not null,
  unit text not null,
  row_count bigint not null,
  quantity bigint not null,
  primary key (dimension, span, source, id, model, unit)
) without rowid;

-- In the order of the keys, so that what is read together lies together.
insert into usage_total
select '', cast(replace(day, '-', '') as integer), source, '',
  count(*), count(estimated_nano_usd), coalesce(sum(estimated_nano_usd), 0),
  sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
from usage_row group by day, source
order by 1, 2, 3, 4;

insert into usage_total
select 'model', cast(replace(day, '-', '') as integer), source, model,
  count(*), count(estimated_nano_usd), coalesce(sum(estimated_nano_usd), 0),
  sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
from usage_row group by day, source, model
order by 1, 2, 3, 4;

insert into usage_total
select 'user', cast(replace(day, '-', '') as integer), source, user_id,
  count(*), count(estimated_nano_usd), coalesce(sum(estimated_nano_usd), 0),
  sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
from usage_row group by day, source, user_id
order by 1, 2, 3, 4;

insert into usage_total
select 'project', cast(replace(day, '-', '') as integer), source, project_id,
  count(*), count(estimated_nano_usd), coalesce(sum(estimated_nano_usd), 0),
  sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
from usage_row group by day, source, project_id
order by 1, 2, 3, 4;

insert into usage_total
select 'key', cast(replace(day, '-', '') as integer), source, key_id,
  count(*), count(estimated_nano_usd), coalesce(sum(estimated_nano_usd), 0),
  sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
from usage_row group by day, source, key_id
order by 1, 2, 3, 4;

insert into usage_total
select 'operation', cast(replace(day, '-', '') as integer), source, operation,
  count(*), count(estimated_nano_usd), coalesce(sum(estimated_nano_usd), 0),
  sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
from usage_row group by day, source, operation
order by 1, 2, 3, 4;

insert into usage_total
select 'tier', cast(replace(day, '-', '') as integer), source, service_tier,
  count(*), count(estimated_nano_usd), coalesce(sum(estimated_nano_usd), 0),
  sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
from usage_row group by day, source, service_tier
order by 1, 2, 3, 4;

insert into usage_total
select dimension, span / 10, source, id, sum(row_count), sum(priced_row_count), sum(estimated_nano_usd), sum(requests), sum(input_tokens),
  sum(cached_input_tokens), sum(output_tokens)
from usage_total where span > 9999999 group by dimension, span / 10, source, id
order by 1, 2, 3, 4;

insert into usage_total
select dimension, span / 10, source, id, sum(row_count), sum(priced_row_count), sum(estimated_nano_usd), sum(requests), sum(input_tokens),
  sum(cached_input_tokens), sum(output_tokens)
from usage_total where span > 999999 and span < 9999999 group by dimension, span / 10, source, id
order by 1, 2, 3, 4;

insert into usage_total
select dimension, span / 100, source, id, sum(row_count), sum(priced_row_count), sum(estimated_nano_usd), sum(requests), sum(input_tokens),
  sum(cached_input_tokens), sum(output_tokens)
from usage_total where span > 9999 and span < 999999 group by dimension, span / 100, source, id
order by 1, 2, 3, 4;

insert into billed_total
select 'project', '', cast(replace(day, '-', '') as integer), source, '', '', count(*), sum(amount_nano_usd)
from billed_row where cut = 'project' group by day, source
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select 'project', 'model', cast(replace(day, '-', '') as integer), source, model, case when model = '' then line_item else '' end, count(*), sum(amount_nano_usd)
from billed_row where cut = 'project' group by day, source, model, case when model = '' then line_item else '' end
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select 'project', 'project', cast(replace(day, '-', '') as integer), source, project_id, '', count(*), sum(amount_nano_usd)
from billed_row where cut = 'project' group by day, source, project_id
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select 'project', 'key', cast(replace(day, '-', '') as integer), source, key_id, '', count(*), sum(amount_nano_usd)
from billed_row where cut = 'project' group by day, source, key_id
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select 'user', '', cast(replace(day, '-', '') as integer), source, '', '', count(*), sum(amount_nano_usd)
from billed_row where cut = 'user' group by day, source
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select 'user', 'user', cast(replace(day, '-', '') as integer), source, user_id, '', count(*), sum(amount_nano_usd)
from billed_row where cut = 'user' group by day, source, user_id
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select cut, dimension, span / 10, source, id, label, sum(row_count), sum(amount_nano_usd)
from billed_total where span > 9999999 group by cut, dimension, span / 10, source, id, label
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select cut, dimension, span / 10, source, id, label, sum(row_count), sum(amount_nano_usd)
from billed_total where span > 999999 and span < 9999999 group by cut, dimension, span / 10, source, id, label
order by 1, 2, 3, 4, 5, 6;

insert into billed_total
select cut, dimension, span / 100, source, id, label, sum(row_count), sum(amount_nano_usd)
from billed_total where span > 9999 and span < 999999 group by cut, dimension, span / 100, source, id, label
order by 1, 2, 3, 4, 5, 6;

-- The JSON is read with functions that both databases have. `rest` is what follows `"unit":"…","quantity":`, which is put as `|`,
-- a character that the JSON of units and numbers has nowhere: what rtrim leaves ends with it.
insert into unpriced_total
select dimension, cast(replace(day, '-', '') as integer), source,
  case dimension when '' then '' when 'model' then model when 'user' then user_id when 'project' then project_id when 'key' then key_id
    when 'operation' then operation else service_tier end,
  model, unit, count(*), sum(cast(substr(rest, 1, length(rest) - length(ltrim(rest, '0123456789'))) as bigint))
from (
  select row_of.*, substr(marked, length(rtrim(marked, replace(marked, '|', ''))) + 1) as rest
  from (
    select usage_row.*, unit, replace(unpriced, '"unit":"' || unit || '","quantity":', '|') as marked
    from usage_row cross join (
    select 'requests' as unit union all select 'inputTokens' union all select 'cachedInputTokens' union all select
    'cacheWriteTokens' union all select 'outputTokens' union all select 'inputAudioTokens' union all select
    'cachedInputAudioTokens' union all select 'outputAudioTokens' union all select 'inputImageTokens' union all select
    'cachedInputImageTokens' union all select 'outputImageTokens' union all select 'images' union all select 'seconds'
    union all select 'characters' union all select 'sessions' union all select 'calls' union all select 'storageByteDays'
    union all select 'trainingTokens') as units
    where unpriced like '%"unit":"' || unit || '","quantity":%'
  ) as row_of
) as found cross join (
    select '' as dimension union all select 'model' union all select 'user' union all select 'project' union all select
    'key' union all select 'operation' union all select 'tier') as dimensions
group by 1, 2, 3, 4, model, unit;

-- The days of a few of thousands of people, say. SQLite finds a day as fast by the key.
create index usage_total_id on usage_total using btree (dimension, id, span);

create index billed_total_id on billed_total using btree (dimension, id, span);
