-- One row per year in which a fact happened, by its first day.
-- key: first_day
-- grows: with each row of its inputs
select distinct cast(date_trunc('year', day) as date) as first_day
from conform.fact_day
