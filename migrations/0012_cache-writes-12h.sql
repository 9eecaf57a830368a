-- Part of cache_write_tokens, and dearer: input written to the cache for 12 hours instead of 30 minutes.
alter table usage_row add column cache_write_12h_tokens bigint not null default 0;
