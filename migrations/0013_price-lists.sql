-- Price lists that were fetched after this release, each with what was new in it.
create table price_list (
  -- Counts the lists; a later one wins from its first day on.
  number integer not null primary key,
  -- Where it came from: an https address without its query, or a file.
  address text not null,
  -- spendbot, whose rows have days, or litellm, whose prices count from the day they were fetched.
  format text not null,
  -- The day the list says it is of; the day it was fetched where it says none.
  version text not null,
  fetched_at text not null,
  -- When the address was last seen to say nothing newer.
  seen_at text not null,
  -- JSON in the shape of the supplement.
  content text not null,
  -- JSON ["gpt-5.6-sol"]: the models whose prices are used before the price book's.
  accepted text not null
);
