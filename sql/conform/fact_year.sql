-- One row per year in which a fact happened, or the day after it lies, by its first day: so the calendar goes on beyond each day with a fact.
-- key: first_day
-- grows: with each row of its inputs
select cast(date_trunc('year', day) as date) as first_day
from conform.fact_day
union
select cast(date_trunc('year', date_add('day', 1, day)) as date)
from conform.fact_day
