-- One row per day of the 365 up to the as-of date: which window it lies in. What a window holds changes only on days that enter or leave one.
-- key: day
with days as (
  select cast(date_add('day', -age, as_of.as_of) as date) as day, age
  from conform.as_of as as_of
  cross join unnest(sequence(0, 364)) as t (age)
)
select
  day,
  age < 90 as is_of_90_days,
  age between 90 and 179 as is_of_previous_90_days
from days
