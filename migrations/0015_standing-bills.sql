-- When a reading first showed the rows that are kept, for endpoints of costs: a bill that stands still is whole. Null where that is not
-- known.
alter table collected_day add column changed_at text;
