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
