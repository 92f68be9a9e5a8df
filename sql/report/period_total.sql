-- One row per period compared: the sums that the headline figures are made of.
-- key: period
with days as (
  select dim_date.date_key, period.position, period.from_date
  from dw.dim_date as dim_date
  join report.period as period
    on dim_date.full_date >= period.from_date and dim_date.full_date <= period.to_date
),
sold as (
  select
    period.position,
    coalesce(sum(day.orders), 0) as orders,
    coalesce(sum(day.revenue), 0) as revenue,
    coalesce(sum(day.return_amount), 0) as return_amount,
    coalesce(sum(day.lines), 0) as lines
  from report.period as period
  left join report.day as day on day.full_date >= period.from_date and day.full_date <= period.to_date
  group by period.position
),
buyers as (
  select distinct days.position, days.from_date, summary.customer_durable_key
  from mart.order_summary as summary
  join days on days.date_key = summary.date_key
  where summary.sale_lines > 0 and summary.customer_durable_key > 0
),
firsts as (
  select customer_durable_key, cast(date_trunc('month', first_sale_date) as date) as first_month
  from mart.customer
  where first_sale_date is not null
),
bought as (
  select
    buyers.position,
    count(*) as active_customers,
    count_if(firsts.first_month = buyers.from_date) as new_customers
  from buyers
  join firsts on firsts.customer_durable_key = buyers.customer_durable_key
  group by buyers.position
)
select
  period.period,
  cast(sold.lines as bigint) as lines,
  cast(sold.orders as bigint) as orders,
  cast(sold.revenue as decimal(38, 4)) as revenue,
  cast(sold.return_amount as decimal(38, 4)) as return_amount,
  coalesce(bought.active_customers, 0) as active_customers,
  coalesce(bought.new_customers, 0) as new_customers,
  earned.costed_lines,
  earned.costed_revenue,
  earned.margin
from report.period as period
join sold on sold.position = period.position
left join bought on bought.position = period.position
left join report.period_margin as earned on earned.period = period.period
