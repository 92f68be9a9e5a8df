-- One row per product (-1 unknown, -2 none) and month with any order line, up to the as-of date.
-- key: product_key, month_start
with lines as (
  select line.*, cast(date_trunc('month', cast(line.ordered_at as date)) as date) as month_start
  from dw.fact_order_line as line
  cross join conform.as_of as as_of
  where line.ordered_at < cast(date_add('day', 1, as_of.as_of) as timestamp)
),
per_order as (
  select
    product_key,
    month_start,
    source,
    order_id,
    customer_key,
    sum(case when kind in ('sale', 'return') then quantity end) as quantity,
    sum(net_amount_reporting) as revenue,
    sum(case when kind = 'return' then quantity end) as return_quantity,
    sum(case when kind = 'return' then net_amount_reporting end) as return_amount,
    sum(cost_amount_reporting) as cost_amount
  from lines
  group by product_key, month_start, source, order_id, customer_key
)
select
  product_key,
  month_start,
  cast(count(*) as bigint) as orders,
  cast(count(distinct case when customer_key > 0 then customer_key end) as bigint) as customers,
  cast(coalesce(sum(quantity), 0) as decimal(18, 4)) as quantity,
  cast(coalesce(sum(revenue), 0) as decimal(18, 4)) as revenue,
  cast(coalesce(sum(return_quantity), 0) as decimal(18, 4)) as return_quantity,
  cast(coalesce(sum(return_amount), 0) as decimal(18, 4)) as return_amount,
  cast(sum(cost_amount) as decimal(18, 4)) as cost_amount
from per_order
group by product_key, month_start
