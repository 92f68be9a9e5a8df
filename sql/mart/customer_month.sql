-- One row per customer (-1: unknown) and month of the calendar, from the first with an order line or payment to that of the as-of date.
-- key: customer_durable_key, month_start
-- by: customer_durable_key
-- part: mart.order_summary on customer_durable_key
-- part: dw.fact_payment on customer_durable_key
-- part: dw.dim_customer on durable_key
with per_order as (
  select
    summary.customer_durable_key, month.month_start,
    sum(sale_lines) as sale_lines, sum(quantity) as quantity, sum(revenue) as revenue,
    sum(return_amount) as return_amount, sum(cost_amount) as cost_amount,
    sum(revenue * cast(date_diff('day', ordered_on, last_date) + 1 as integer)) as balance_days
  from mart.order_summary as summary
  join mart.month as month on month.month_start = cast(date_trunc('month', ordered_on) as date)
  group by summary.customer_durable_key, month.month_start, summary.source, summary.order_id
),
billed as (
  select
    customer_durable_key, month_start, count(*) as orders, count_if(sale_lines > 0) as sale_orders,
    sum(quantity) as quantity, sum(revenue) as amount, sum(return_amount) as return_amount,
    sum(cost_amount) as cost_amount, sum(balance_days) as balance_days
  from per_order
  group by customer_durable_key, month_start
),
paid as (
  select
    customer_durable_key, month.month_start, sum(amount_reporting) as amount,
    sum(amount_reporting * cast(date_diff('day', cast(paid_at as date), last_date) + 1 as integer)) as balance_days
  from dw.fact_payment
  join mart.month as month on month.month_start = cast(date_trunc('month', cast(paid_at as date)) as date)
  where cast(paid_at as date) <= last_date
  group by customer_durable_key, month.month_start
),
firsts as (
  select moved.customer_durable_key, customer.current_key, min(moved.month_start) as month_start
  from (
    select customer_durable_key, month_start from billed union all select customer_durable_key, month_start from paid
  ) as moved
  join dw.dim_customer as customer on customer.customer_key = moved.customer_durable_key
  group by moved.customer_durable_key, customer.current_key
),
months as (
  select
    firsts.current_key, firsts.customer_durable_key, month.month_start, month.has_payments,
    day_of_month(month.last_date) as days, billed.orders, billed.sale_orders, billed.quantity, billed.return_amount,
    billed.cost_amount, coalesce(billed.amount, 0) as billed, coalesce(paid.amount, 0) as paid,
    coalesce(billed.balance_days, 0) - coalesce(paid.balance_days, 0) as balance_days
  from firsts
  join mart.month as month on month.month_start >= firsts.month_start
  left join billed
    on billed.customer_durable_key = firsts.customer_durable_key and billed.month_start = month.month_start
  left join paid on paid.customer_durable_key = firsts.customer_durable_key and paid.month_start = month.month_start
),
balances as (
  select
    customer_durable_key, month_start,
    sum(billed - paid) over (partition by customer_durable_key order by month_start) as balance
  from months
  where has_payments
)
select
  current_key as customer_key, months.customer_durable_key, months.month_start,
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
left join balances
  on balances.customer_durable_key = months.customer_durable_key and balances.month_start = months.month_start
