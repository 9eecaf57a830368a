-- Another one whenever something is kept of a source's days, how they were collected and what they cost: whoever remembers that knows by it
-- whether it still holds.
alter table source_state add column days_version text not null default '';
