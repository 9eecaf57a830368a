-- What several processes on one database need to keep out of each other's way.

-- Which process collects a source, and until when unless it says so again.
create table collection_lease (
  source text not null primary key,
  -- '' when nobody collects it.
  holder text not null,
  -- Unix milliseconds, as in request_start.
  until_ms bigint not null,
  -- When the last collection that was not cut off ended; 0 when none has.
  ended_at_ms bigint not null
);

-- So that a start that was claimed too long before the request could be sent can be claimed again.
alter table request_start add column id text not null default '';

-- Of a copy from another database that has not come to its end: one row a table. Empty otherwise.
create table unfinished_copy (
  table_name text not null primary key,
  -- Where it is copied from, without a password.
  copied_from text not null,
  -- The key of the last row that was copied, '' before the first.
  last_key text not null,
  is_whole integer not null
);
