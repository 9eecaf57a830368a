-- What a row that is left out means for the figures of its day.
-- The field that is left out while the rest of the row counts; '' when the whole row is.
alter table not_understood add column part text not null default '';
-- Billionths of the currency that the row bills, a whole number of any size; '' where that is not known.
alter table not_understood add column amount text not null default '';
alter table not_understood add column currency text not null default '';
-- 1 when another answer counts the row, so that nothing is missing.
alter table not_understood add column is_counted_elsewhere integer not null default 0;
update not_understood set is_counted_elsewhere = 1 where why like 'belongs to %, whose own answer counts it';
