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
    customer_durable_key, month.month_start, sum(sale_lines) as sale_lines, sum(quantity) as quantity,
    sum(revenue) as revenue, sum(return_amount) as return_amount, sum(cost_amount) as cost_amount
  from mart.order_summary
  join mart.month as month on month.month_start = cast(date_trunc('month', ordered_on) as date)
  group by customer_durable_key, month.month_start, source, order_id
),
billed as (
  select
    customer_durable_key, month_start, count(*) as orders, count_if(sale_lines > 0) as sale_orders, sum(quantity) as quantity,
    sum(revenue) as revenue, sum(return_amount) as return_amount, sum(cost_amount) as cost_amount
  from per_order group by customer_durable_key, month_start
),
paid as (
  select customer_durable_key, month.month_start, sum(amount_reporting) as paid_amount
  from dw.fact_payment join mart.month as month on month.month_start = cast(date_trunc('month', cast(paid_at as date)) as date)
  where cast(paid_at as date) <= last_date group by customer_durable_key, month.month_start
),
firsts as (
  select move.customer_durable_key, customer.current_key, min(moved_on) as first_on
  from (select customer_durable_key, ordered_on as moved_on from mart.order_summary
    union all select customer_durable_key, cast(paid_at as date) from dw.fact_payment) as move
  join dw.dim_customer as customer on customer.customer_key = move.customer_durable_key
  group by move.customer_durable_key, customer.current_key
),
moves as (
  select customer_durable_key, ordered_on as moved_on, cast(revenue as decimal(38, 4)) as amount
  from mart.order_summary join conform.setting as setting on setting.has_payments
  union all
  select customer_durable_key, cast(paid_at as date), -cast(amount_reporting as decimal(38, 4))
  from dw.fact_payment left join mart.month as month on month.month_start = cast(date_trunc('month', cast(paid_at as date)) as date)
  where coalesce(cast(paid_at as date) <= last_date, true)
),
moved as (
  select
    customer_durable_key, cast(date_trunc('month', moved_on) as date) as month_start, sum(amount) as amount,
    sum(amount * (day_of_month(moved_on) - 1)) as days_before
  from moves group by customer_durable_key, cast(date_trunc('month', moved_on) as date)
),
-- A balance stands until something moves it, and on the days before a move it lacks that. The one of a month follows from all moves before, and from no other row of mart.month.
balances as (
  select
    moved.*, paid_amount, sum(amount) over (partition by moved.customer_durable_key order by moved.month_start) as balance,
    lead(moved.month_start, 1, date '9999-12-31') over (partition by moved.customer_durable_key order by moved.month_start) as next_start
  from moved
  left join paid on paid.customer_durable_key = moved.customer_durable_key and paid.month_start = moved.month_start
)
select
  current_key as customer_key, customer_durable_key, month_start,
  cast(coalesce(orders, 0) as bigint) as orders, cast(coalesce(sale_orders, 0) as bigint) as sale_orders,
  cast(coalesce(quantity, 0) as decimal(18, 4)) as quantity, cast(coalesce(revenue, 0) as decimal(18, 4)) as revenue,
  cast(coalesce(return_amount, 0) as decimal(18, 4)) as return_amount, cast(cost_amount as decimal(18, 4)) as cost_amount,
  case when has_payments then cast(coalesce(paid_amount, 0) as decimal(38, 4)) end as paid_amount,
  cast(opening as decimal(38, 4)) as opening_balance, cast(balance as decimal(38, 4)) as closing_balance,
  case when has_payments then cast(cast(cast(owed - mod(owed, days) as double) / days as bigint) as decimal(38, 4))
    + cast(round(cast(mod(owed, days) * 10000 as double) / days) / 10000 as decimal(38, 4)) end as average_balance
from (
  select
    firsts.current_key, firsts.customer_durable_key, month.month_start, month.has_payments, day_of_month(month.last_date) as days,
    orders, sale_orders, quantity, revenue, return_amount, cost_amount, balance,
    case when month.month_start = balances.month_start then paid_amount end as paid_amount,
    balance - coalesce(case when month.month_start = balances.month_start then amount end, 0) as opening,
    day_of_month(month.last_date) * balance - coalesce(case when month.month_start = balances.month_start then days_before end, 0) as owed
  from firsts
  join mart.month as month on month.last_date >= firsts.first_on
  left join billed on billed.customer_durable_key = firsts.customer_durable_key and billed.month_start = month.month_start
  left join balances on balances.customer_durable_key = firsts.customer_durable_key
    and month.month_start >= balances.month_start and month.month_start < balances.next_start
) as owing
