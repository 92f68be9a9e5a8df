-- One row: the as-of date, the days that the order lines up to it cover, and how much there is of everything.
-- key: as_of
with days as (
  select
    min(full_date) as first_date,
    max(full_date) as last_date,
    count(*) as days_with_orders,
    cast(coalesce(sum(lines), 0) as bigint) as lines,
    cast(coalesce(sum(orders), 0) as bigint) as orders,
    cast(coalesce(sum(revenue), 0) as decimal(38, 4)) as revenue,
    cast(coalesce(sum(known_revenue), 0) as decimal(38, 4)) as known_revenue
  from report.day
),
customers as (
  select count(*) as customers
  from mart.customer
)
select
  as_of.as_of,
  days.*,
  customers.customers,
  case when days.revenue > 0 then cast(days.known_revenue as double) / cast(days.revenue as double) end as known_revenue_share
from conform.as_of as as_of
cross join days
cross join customers
