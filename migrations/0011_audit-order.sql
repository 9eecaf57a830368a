-- Counts the changes made at one moment, so that two of the same millisecond are shown in the order they were made in.
alter table audit add column ordinal integer not null default 0;
