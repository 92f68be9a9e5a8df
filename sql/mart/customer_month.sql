-- One row per customer (-1: unknown) and month of the calendar, from the first with an order line or payment to that of the as-of date.
-- key: customer_durable_key, month_start
with calendar as (
  select month_start, max(full_date) as last_date
  from dw.dim_date
  cross join conform.as_of as as_of
  where full_date <= as_of.as_of
  group by month_start
),
billed as (
  select
    customer_durable_key, month_start, sum(revenue) as amount,
    sum(revenue * cast(date_diff('day', ordered_on, last_date) + 1 as integer)) as balance_days
  from mart.order_summary
  join calendar on calendar.month_start = cast(date_trunc('month', ordered_on) as date)
  group by customer_durable_key, month_start
),
paid as (
  select
    customer_durable_key, month_start, sum(amount_reporting) as amount,
    sum(amount_reporting * cast(date_diff('day', cast(paid_at as date), last_date) + 1 as integer)) as balance_days
  from dw.fact_payment
  join calendar on calendar.month_start = cast(date_trunc('month', cast(paid_at as date)) as date)
  where cast(paid_at as date) <= last_date
  group by customer_durable_key, month_start
),
firsts as (
  select customer_durable_key, min(month_start) as month_start
  from (
    select customer_durable_key, month_start from billed union all select customer_durable_key, month_start from paid
  ) as moved
  group by customer_durable_key
),
per_order as (
  select
    customer_durable_key, cast(date_trunc('month', ordered_on) as date) as month_start, source, order_id,
    sum(sale_lines) as sale_lines, sum(quantity) as quantity,
    sum(return_amount) as return_amount, sum(cost_amount) as cost_amount
  from mart.order_summary
  group by customer_durable_key, cast(date_trunc('month', ordered_on) as date), source, order_id
),
ordered as (
  select
    customer_durable_key, month_start,
    count(*) as orders, count_if(sale_lines > 0) as sale_orders, sum(quantity) as quantity,
    sum(return_amount) as return_amount, sum(cost_amount) as cost_amount
  from per_order
  group by customer_durable_key, month_start
),
months as (
  select
    firsts.customer_durable_key, calendar.month_start, day_of_month(calendar.last_date) as days,
    coalesce(billed.amount, 0) as billed, coalesce(paid.amount, 0) as paid,
    coalesce(billed.balance_days, 0) - coalesce(paid.balance_days, 0) as balance_days,
    sum(coalesce(billed.amount, 0) - coalesce(paid.amount, 0)) over (
      partition by firsts.customer_durable_key order by calendar.month_start
    ) as balance
  from firsts
  join calendar on calendar.month_start >= firsts.month_start
  left join billed
    on billed.customer_durable_key = firsts.customer_durable_key and billed.month_start = calendar.month_start
  left join paid on paid.customer_durable_key = firsts.customer_durable_key and paid.month_start = calendar.month_start
)
select
  customer.current_key as customer_key, months.customer_durable_key, months.month_start,
  cast(coalesce(orders, 0) as bigint) as orders, cast(coalesce(sale_orders, 0) as bigint) as sale_orders,
  cast(coalesce(quantity, 0) as decimal(18, 4)) as quantity,
  cast(billed as decimal(18, 4)) as revenue, cast(coalesce(return_amount, 0) as decimal(18, 4)) as return_amount,
  cast(cost_amount as decimal(18, 4)) as cost_amount,
  case when has_payments then cast(paid as decimal(38, 4)) end as paid_amount,
  case when has_payments then cast(balance - billed + paid as decimal(38, 4)) end as opening_balance,
  case when has_payments then cast(balance as decimal(38, 4)) end as closing_balance,
  case when has_payments then cast(
    round(cast(balance - billed + paid as double) + cast(balance_days as double) / cast(days as double), 4) as decimal(38, 4)
  ) end as average_balance
from months
cross join conform.setting as setting
join dw.dim_customer as customer on customer.customer_key = months.customer_durable_key
left join ordered
  on ordered.customer_durable_key = months.customer_durable_key and ordered.month_start = months.month_start
