-- One row per day on which a fact happened, by what happened: an order line was ordered or shipped, or paid for.
-- key: happened, day
-- grows: with each row of its inputs
with days as (
  select 'ordered' as happened, cast(ordered_at as date) as day from conform.order_line
  union
  select 'shipped', cast(shipped_at as date) from conform.order_line
  union
  select 'paid', cast(paid_at as date) from stage.payment
)
select happened, day
from days
where day is not null
