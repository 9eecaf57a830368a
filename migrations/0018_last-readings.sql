-- When a source was last read is asked with every answer; without this it reads every day ever collected.
create index collected_day_fetched on collected_day (source, fetched_at);
