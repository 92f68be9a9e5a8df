-- One row: the date we look back from, as the project sets it, else that of the last accepted order.
-- key: as_of
with last_order as (
  select max(day) as ordered_on
  from conform.fact_day
  where happened = 'ordered'
),
chosen as (
  select coalesce(setting.as_of, last_order.ordered_on) as as_of
  from conform.setting as setting
  cross join last_order
)
select *
from chosen
where as_of is not null
