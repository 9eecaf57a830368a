-- The card that a channel gets when spendbot is invited to it, once: a row is never removed.
create table channel_card (
  channel_id text not null primary key,
  -- JSON: what the card shows, and what was pressed.
  view text not null,
  offered_at text not null,
  -- Counts its changes; each is made on the revision that was read.
  revision integer not null
);
