-- What comparing the estimate with the bill needs, and what moved after a day had ended.

-- JSON {"inputTokens":"12345",…}: the nano-dollars of each unit, which sum to estimated_nano_usd; '' where they are not
-- known, as in rows that an older spendbot wrote.
alter table usage_row add column estimated_by_unit text not null default '';

-- One row for each time that a day of one endpoint, read after its end and read again, came out differently.
create table day_change (
  source text not null,
  endpoint text not null,
  day text not null,
  read_at text not null,
  -- Whether the day had settled by then follows from this and SETTLE_DAYS.
  previous_read_at text not null,
  -- The estimate of a usage endpoint, the billed amount of a cut of costs; null where no price covers any of it.
  before_nano_usd bigint,
  after_nano_usd bigint,
  -- Null for costs.
  before_requests bigint,
  after_requests bigint,
  before_tokens bigint,
  after_tokens bigint,
  primary key (source, endpoint, day, read_at)
);

create index day_change_by_reading on day_change (read_at);
