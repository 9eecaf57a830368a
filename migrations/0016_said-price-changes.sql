-- The price changes seen in the bill that a channel's digests have said, so that each is said once.
create table said_price_change (
  channel_id text not null,
  source text not null,
  -- What the line item bills: JSON ["gpt-5.6-sol","default","inputTokens",false], the last true for long context.
  item text not null,
  -- The first day at the new price.
  from_day text not null,
  -- The key of the digest's outbox entry. If that is superseded before it is posted, a later digest says it.
  said_in text not null,
  primary key (channel_id, source, item, from_day)
);
