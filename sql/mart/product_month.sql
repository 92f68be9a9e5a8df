-- One row per product (-1 unknown, -2 none) and month with any order line, up to the as-of date.
-- key: product_durable_key, month_start
-- by: product_durable_key, month_start
-- part: dw.fact_order_line on product_durable_key, cast(date_trunc('month', ordered_at) as date)
-- via: conform.as_of on line.ordered_at >= cast(changed.as_of + interval '1' day as timestamp)
-- via: dw.dim_product on changed.durable_key = line.product_durable_key and changed.product_key = changed.durable_key and changed.current_key <> changed.durable_key
-- A month is a number while its lines are added up, which is quicker than the date it begins on.
with sums as (
  select
    product_durable_key,
    date_key / 100 as month_number,
    sum(case when kind in ('sale', 'return') then quantity end) as quantity,
    sum(net_amount_reporting) as revenue,
    sum(case when kind = 'return' then quantity end) as return_quantity,
    sum(case when kind = 'return' then net_amount_reporting end) as return_amount,
    sum(cost_amount_reporting) as cost_amount
  from dw.fact_order_line
  join conform.as_of as as_of on ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
  group by product_durable_key, date_key / 100
),
ordered as (
  select product_durable_key, month_number, count(*) as orders
  from (
    select distinct product_durable_key, date_key / 100 as month_number, source, order_id
    from dw.fact_order_line
    join conform.as_of as as_of on ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
  ) as told
  group by product_durable_key, month_number
),
bought as (
  select product_durable_key, month_number, count(*) as customers
  from (
    select distinct product_durable_key, date_key / 100 as month_number, customer_durable_key
    from dw.fact_order_line
    join conform.as_of as as_of on ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
    where customer_durable_key > 0
  ) as buyer
  group by product_durable_key, month_number
)
select
  product.current_key as product_key,
  sums.product_durable_key,
  cast(date_add('month', (sums.month_number / 100 - 1970) * 12 + sums.month_number % 100 - 1, date '1970-01-01') as date) as month_start,
  cast(ordered.orders as bigint) as orders,
  cast(coalesce(bought.customers, 0) as bigint) as customers,
  cast(coalesce(sums.quantity, 0) as decimal(18, 4)) as quantity,
  cast(coalesce(sums.revenue, 0) as decimal(18, 4)) as revenue,
  cast(coalesce(sums.return_quantity, 0) as decimal(18, 4)) as return_quantity,
  cast(coalesce(sums.return_amount, 0) as decimal(18, 4)) as return_amount,
  cast(sums.cost_amount as decimal(18, 4)) as cost_amount
from sums
join ordered on ordered.product_durable_key = sums.product_durable_key and ordered.month_number = sums.month_number
left join bought on bought.product_durable_key = sums.product_durable_key and bought.month_number = sums.month_number
join dw.dim_product as product on product.product_key = sums.product_durable_key
