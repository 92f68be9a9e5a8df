-- One row per customer (-1: unknown) and month of the calendar, from the first with an order line or payment to that of the as-of date.
-- key: customer_durable_key, month_start
-- by: customer_durable_key
-- part: mart.order_summary on customer_durable_key
-- part: dw.fact_payment on customer_durable_key
-- part: dw.dim_customer on durable_key
-- by: month_start
-- part: mart.month on month_start
-- A step that is read twice is held in memory: when customers began and what moved their balances is looked up in orders and payments.
-- A mean is taken in whole units and of what these leave: so one that lies half-way between two ten-thousandths is rounded as such.
with per_order as (
  select
    summary.customer_durable_key, month.month_start, sum(sale_lines) as sale_lines, sum(quantity) as quantity,
    sum(revenue) as revenue, sum(return_amount) as return_amount, sum(cost_amount) as cost_amount,
    sum(cast(revenue as decimal(38, 4)) * cast(date_diff('day', ordered_on, last_date) + 1 as integer)) as balance_days
  from mart.order_summary as summary
  join mart.month as month on month.month_start = cast(date_trunc('month', ordered_on) as date)
  group by summary.customer_durable_key, month.month_start, summary.source, summary.order_id
),
billed as (
  select
    customer_durable_key, month_start, count(*) as orders, count_if(sale_lines > 0) as sale_orders, sum(quantity) as quantity,
    sum(revenue) as amount, sum(return_amount) as return_amount, sum(cost_amount) as cost_amount, sum(balance_days) as balance_days
  from per_order group by customer_durable_key, month_start
),
paid as (
  select
    customer_durable_key, month.month_start, sum(amount_reporting) as amount,
    sum(cast(amount_reporting as decimal(38, 4)) * cast(date_diff('day', cast(paid_at as date), last_date) + 1 as integer)) as balance_days
  from dw.fact_payment join mart.month as month on month.month_start = cast(date_trunc('month', cast(paid_at as date)) as date)
  where cast(paid_at as date) <= last_date
  group by customer_durable_key, month.month_start
),
firsts as (
  select moved.customer_durable_key, customer.current_key, moved.first_on
  from (
    select customer_durable_key, min(moved_on) as first_on
    from (select customer_durable_key, ordered_on as moved_on from mart.order_summary
      union all select customer_durable_key, cast(paid_at as date) from dw.fact_payment) as move group by customer_durable_key
  ) as moved
  join dw.dim_customer as customer on customer.customer_key = moved.customer_durable_key
),
moves as (
  select customer_durable_key, cast(date_trunc('month', ordered_on) as date) as month_start, revenue as amount
  from mart.order_summary join conform.setting as setting on setting.has_payments
  union all
  select payment.customer_durable_key, cast(date_trunc('month', cast(paid_at as date)) as date), -amount_reporting
  from dw.fact_payment as payment
  left join mart.month as month on month.month_start = cast(date_trunc('month', cast(paid_at as date)) as date)
  where coalesce(cast(paid_at as date) <= last_date, true)
),
-- A balance stands until something moves it. That of a month follows from all moves before, and from no other row of mart.month.
balances as (
  select
    customer_durable_key, month_start, sum(sum(amount)) over (partition by customer_durable_key order by month_start) as balance,
    lead(month_start, 1, date '9999-12-31') over (partition by customer_durable_key order by month_start) as next_start
  from moves group by customer_durable_key, month_start
)
select
  current_key as customer_key, customer_durable_key, month_start,
  cast(coalesce(orders, 0) as bigint) as orders, cast(coalesce(sale_orders, 0) as bigint) as sale_orders,
  cast(coalesce(quantity, 0) as decimal(18, 4)) as quantity, cast(revenue as decimal(18, 4)) as revenue,
  cast(coalesce(return_amount, 0) as decimal(18, 4)) as return_amount, cast(cost_amount as decimal(18, 4)) as cost_amount,
  case when has_payments then cast(paid_amount as decimal(38, 4)) end as paid_amount,
  cast(opening as decimal(38, 4)) as opening_balance, cast(balance as decimal(38, 4)) as closing_balance,
  cast(cast(days * opening + moved - mod(days * opening + moved, days) as double) / days as decimal(38, 4))
    + cast(round(cast(mod(days * opening + moved, days) * 10000 as double) / days) / 10000 as decimal(38, 4)) as average_balance
from (
  select
    firsts.current_key, firsts.customer_durable_key, month.month_start, month.has_payments, day_of_month(month.last_date) as days,
    orders, sale_orders, quantity, coalesce(billed.amount, 0) as revenue, return_amount, cost_amount, coalesce(paid.amount, 0) as paid_amount,
    balance - coalesce(billed.amount, 0) + coalesce(paid.amount, 0) as opening, balance,
    coalesce(billed.balance_days, 0) - coalesce(paid.balance_days, 0) as moved
  from firsts
  join mart.month as month on month.last_date >= firsts.first_on
  left join billed on billed.customer_durable_key = firsts.customer_durable_key and billed.month_start = month.month_start
  left join paid on paid.customer_durable_key = firsts.customer_durable_key and paid.month_start = month.month_start
  left join balances on balances.customer_durable_key = firsts.customer_durable_key
    and month.month_start >= balances.month_start and month.month_start < balances.next_start
) as owed
