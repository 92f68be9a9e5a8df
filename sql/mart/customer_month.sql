-- One row per customer (-1: unknown) and month of the calendar, from the first with an order line or payment to that of the as-of date.
-- key: customer_durable_key, month_start
-- by: customer_durable_key
-- part: mart.order_summary on customer_durable_key
-- part: dw.fact_payment on customer_durable_key
-- part: dw.dim_customer on durable_key
with moves as (
  select
    summary.customer_durable_key, month.month_number, 1 as orders,
    case when sum(sale_lines) > 0 then 1 else 0 end as sale_orders,
    cast(sum(quantity) as decimal(18, 4)) as quantity, cast(sum(revenue) as decimal(18, 4)) as billed,
    cast(sum(return_amount) as decimal(18, 4)) as return_amount, cast(sum(cost_amount) as decimal(18, 4)) as cost_amount,
    cast(0 as decimal(18, 4)) as paid,
    sum(revenue * cast(date_diff('day', ordered_on, last_date) + 1 as integer)) as balance_days
  from mart.order_summary as summary
  join mart.month as month on month.month_start = cast(date_trunc('month', ordered_on) as date)
  group by summary.customer_durable_key, month.month_number, summary.source, summary.order_id
  union all
  select
    customer_durable_key, month_number, 0, 0, 0, 0, 0, null, amount_reporting,
    -amount_reporting * cast(date_diff('day', cast(paid_at as date), last_date) + 1 as integer)
  from dw.fact_payment
  join mart.month as month on month.month_start = cast(date_trunc('month', cast(paid_at as date)) as date)
  where cast(paid_at as date) <= last_date
),
moved as (
  select
    customer_durable_key, month_number, sum(orders) as orders, sum(sale_orders) as sale_orders,
    sum(quantity) as quantity, sum(billed) as billed, sum(return_amount) as return_amount,
    sum(cost_amount) as cost_amount, coalesce(sum(paid), 0) as paid, coalesce(sum(balance_days), 0) as balance_days
  from moves
  group by customer_durable_key, month_number
),
-- Each month in which anything moved, and how many follow until the next: so long the balance stays.
spans as (
  select
    customer.current_key as customer_key, moved.*,
    sum(billed - paid) over (partition by customer_durable_key order by month_number) as balance,
    lead(month_number) over (partition by customer_durable_key order by month_number) as next_number
  from moved
  join dw.dim_customer as customer on customer.customer_key = moved.customer_durable_key
),
months as (
  select spans.*, month.month_start, month.has_payments, day_of_month(month.last_date) as days, n = 0 as is_moved
  from spans
  cross join (select max(month_number) as last_number from mart.month) as newest
  cross join unnest(sequence(0, coalesce(next_number - 1, last_number) - month_number)) as t (n)
  join mart.month as month on month.month_number = spans.month_number + t.n
)
select
  customer_key, customer_durable_key, month_start,
  cast(case when is_moved then orders else 0 end as bigint) as orders,
  cast(case when is_moved then sale_orders else 0 end as bigint) as sale_orders,
  cast(case when is_moved then quantity else 0 end as decimal(18, 4)) as quantity,
  cast(case when is_moved then billed else 0 end as decimal(18, 4)) as revenue,
  cast(case when is_moved then return_amount else 0 end as decimal(18, 4)) as return_amount,
  cast(case when is_moved then cost_amount end as decimal(18, 4)) as cost_amount,
  case when has_payments then cast(case when is_moved then paid else 0 end as decimal(38, 4)) end as paid_amount,
  case when has_payments then
    cast(case when is_moved then balance - billed + paid else balance end as decimal(38, 4))
  end as opening_balance,
  case when has_payments then cast(balance as decimal(38, 4)) end as closing_balance,
  case when has_payments then cast(case when is_moved
    then round(cast(balance - billed + paid as double) + cast(balance_days as double) / cast(days as double), 4)
    else round(cast(balance as double), 4) end as decimal(38, 4))
  end as average_balance
from months
