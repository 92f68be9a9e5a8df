-- One row per percent of customers, best first: how many they are and the share of revenue that they bring.
-- key: percent
-- Customers who bring the same change places freely: no sum tells.
with ranked as (
  select
    revenue,
    row_number() over (order by revenue desc) as position,
    count(*) over () as customers
  from mart.customer
),
steps as (
  select (position * 100 + customers - 1) / customers as percent, count(*) as customers, sum(revenue) as revenue
  from ranked
  group by (position * 100 + customers - 1) / customers
),
totals as (
  select sum(customers) as customers, sum(revenue) as revenue
  from steps
  having count(*) > 0
),
filled as (
  select
    cast(percents.percent as integer) as percent,
    totals.customers as all_customers,
    totals.revenue as all_revenue,
    coalesce(steps.customers, 0) as customers,
    coalesce(steps.revenue, 0) as revenue
  from totals
  cross join unnest(sequence(0, 100)) as percents (percent)
  left join steps on steps.percent = percents.percent
),
running as (
  select
    percent,
    all_customers,
    all_revenue,
    sum(customers) over (order by percent rows between unbounded preceding and current row) as customers,
    sum(revenue) over (order by percent rows between unbounded preceding and current row) as revenue
  from filled
)
select
  percent,
  cast(customers as bigint) as customers,
  cast(revenue as decimal(38, 4)) as revenue,
  cast(customers as double) / cast(all_customers as double) as customer_share,
  case when all_revenue > 0 then cast(revenue as double) / cast(all_revenue as double) end as revenue_share
from running
