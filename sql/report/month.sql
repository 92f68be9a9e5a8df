-- One row per month from the first order line to the as-of date: what was sold and to how many, new and returning.
-- key: month_start
with months as (
  select month.month_start
  from mart.month as month
  join report.coverage as coverage on month.last_date >= coverage.first_date
),
sold as (
  select
    cast(date_trunc('month', full_date) as date) as month_start,
    sum(orders) as orders,
    sum(revenue) as revenue,
    sum(return_amount) as return_amount
  from report.day
  group by cast(date_trunc('month', full_date) as date)
),
buyers as (
  select
    month_start,
    sum(customers) as active_customers,
    sum(case when months_since = 0 then customers end) as new_customers
  from report.retention
  group by month_start
),
joined as (
  select
    months.month_start,
    cast(coalesce(sold.revenue, 0) as decimal(38, 4)) as revenue,
    cast(coalesce(sold.return_amount, 0) as decimal(38, 4)) as return_amount,
    cast(coalesce(sold.orders, 0) as bigint) as orders,
    cast(coalesce(buyers.active_customers, 0) as bigint) as active_customers,
    cast(coalesce(buyers.new_customers, 0) as bigint) as new_customers
  from months
  left join sold on sold.month_start = months.month_start
  left join buyers on buyers.month_start = months.month_start
)
select
  joined.*,
  active_customers - new_customers as returning_customers,
  cast(revenue as double) / cast(nullif(orders, 0) as double) as average_order_value,
  case when revenue + return_amount > 0 then cast(return_amount as double) / cast(revenue + return_amount as double) end
    as return_share,
  not (period.is_whole_month or joined.month_start < period.from_date) as is_unfinished
from joined
cross join report.period as period
where period.period = 'current'
