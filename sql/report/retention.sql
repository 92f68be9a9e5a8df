-- One row per month of first purchase and month since: how many of those customers bought in that month.
-- key: cohort_month, months_since
with active as (
  select customer_durable_key, month_start
  from mart.customer_month
  where customer_durable_key > 0 and sale_orders > 0
),
firsts as (
  select customer_durable_key, cast(date_trunc('month', first_sale_date) as date) as cohort_month
  from mart.customer
  where first_sale_date is not null
),
counted as (
  select firsts.cohort_month, active.month_start, count(*) as customers
  from active
  join firsts on firsts.customer_durable_key = active.customer_durable_key
  group by firsts.cohort_month, active.month_start
),
sizes as (
  select cohort_month, customers as cohort_customers
  from counted
  where month_start = cohort_month
),
cells as (
  select sizes.cohort_month, sizes.cohort_customers, month.month_start
  from sizes
  join mart.month as month on month.month_start >= sizes.cohort_month
)
select
  cells.cohort_month,
  cast(date_diff('month', cells.cohort_month, cells.month_start) as integer) as months_since,
  cells.month_start,
  cells.cohort_customers,
  coalesce(counted.customers, 0) as customers,
  cast(coalesce(counted.customers, 0) as double) / cast(cells.cohort_customers as double) as share
from cells
left join counted
  on counted.cohort_month = cells.cohort_month and counted.month_start = cells.month_start
