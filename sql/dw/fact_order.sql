-- One row per order: when it was placed, paid in full, shipped in full and first returned, and what it came to so far.
-- Paid in full is when its payments first reach its lines but returns: in their currency where all have one, else in the reporting currency.
-- key: source, order_id
-- by: source, order_id
-- part: dw.fact_order_line on source, order_id
-- part: dw.fact_payment on source, order_id
with lines as (
  select
    source, order_id,
    min(ordered_at) as ordered_at,
    min(case when kind = 'sale' then ordered_at end) as first_sold_at,
    case when count_if(kind = 'sale' and shipped_at is null) = 0 then max(case when kind = 'sale' then shipped_at end) end
      as shipped_at,
    min(case when kind = 'return' then ordered_at end) as returned_at,
    min_by(customer_key, case when customer_durable_key > 0 then ordered_at end) as customer_key,
    min(case when customer_durable_key > 0 then customer_durable_key end) as customer_durable_key,
    max(case when customer_durable_key > 0 then customer_durable_key end) as other_durable_key,
    count(*) as lines,
    min(currency) as currency, max(currency) as other_currency,
    sum(net_amount) as net_amount, sum(net_amount_reporting) as net_amount_reporting,
    sum(case when kind <> 'return' then net_amount else 0 end) as due,
    sum(case when kind <> 'return' then net_amount_reporting else 0 end) as due_reporting
  from dw.fact_order_line
  group by source, order_id
),
paid as (
  select
    source, order_id, count(*) as payments,
    min(currency) as currency, max(currency) as other_currency,
    sum(amount) as amount, sum(amount_reporting) as amount_reporting
  from dw.fact_payment
  group by source, order_id
),
running as (
  select
    source, order_id, paid_at,
    sum(amount) over (partition by source, order_id order by paid_at) as amount,
    sum(amount_reporting) over (partition by source, order_id order by paid_at) as amount_reporting
  from dw.fact_payment
),
orders as (
  select
    lines.*,
    coalesce(lines.customer_durable_key = lines.other_durable_key, false) as has_one_customer,
    lines.currency = lines.other_currency as has_one_currency,
    coalesce(paid.payments, 0) as payments,
    paid.currency = lines.currency and paid.other_currency = lines.currency and lines.other_currency = lines.currency
      as is_paid_in_it,
    paid.amount as paid_amount,
    paid.amount_reporting as paid_amount_reporting
  from lines
  left join paid on paid.source = lines.source and paid.order_id = lines.order_id
),
reached as (
  select orders.source, orders.order_id, min(running.paid_at) as paid_at
  from orders
  join running on running.source = orders.source and running.order_id = orders.order_id
  where case when orders.is_paid_in_it then running.amount >= orders.due
    else running.amount_reporting >= orders.due_reporting end
  group by orders.source, orders.order_id
)
select
  orders.source, orders.order_id,
  case when has_one_customer then orders.customer_key else -1 end as customer_key,
  case when has_one_customer then orders.customer_durable_key else -1 end as customer_durable_key,
  cast(year(ordered_at) * 10000 + month(ordered_at) * 100 + day(ordered_at) as integer) as date_key,
  orders.ordered_at, orders.first_sold_at, reached.paid_at, orders.shipped_at, orders.returned_at,
  cast(date_diff('day', cast(ordered_at as date), cast(reached.paid_at as date)) as integer) as paid_lag_days,
  cast(date_diff('day', cast(ordered_at as date), cast(shipped_at as date)) as integer) as shipped_lag_days,
  cast(date_diff('day', cast(ordered_at as date), cast(returned_at as date)) as integer) as returned_lag_days,
  cast(lines as bigint) as lines, cast(payments as bigint) as payments,
  case when has_one_currency then orders.currency end as currency,
  cast(case when has_one_currency then net_amount end as decimal(18, 4)) as net_amount,
  cast(net_amount_reporting as decimal(18, 4)) as net_amount_reporting,
  cast(case when is_paid_in_it then paid_amount end as decimal(38, 4)) as paid_amount,
  cast(paid_amount_reporting as decimal(38, 4)) as paid_amount_reporting
from orders
left join reached on reached.source = orders.source and reached.order_id = orders.order_id
