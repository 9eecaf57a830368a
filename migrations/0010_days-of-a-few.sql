-- A picture shows what the seven that cost most cost each day: thousands of totals of a year, each on a page of its own, so that the index
-- holds what is read of them.
drop index if exists billed_total_id;
create index billed_total_id on billed_total using btree (dimension, id, span) include (cut, source, row_count, amount_nano_usd);
