-- One row per day with an order line up to the as-of date; an order counts on the day of its first sale line.
-- key: full_date
-- by: full_date
-- part: mart.order_summary on ordered_on
-- part: dw.fact_order on cast(first_sold_at as date)
with amounts as (
  select
    ordered_on as full_date,
    sum(lines) as lines,
    sum(revenue) as revenue,
    abs(sum(return_amount)) as return_amount,
    sum(case when customer_durable_key > 0 then revenue else 0 end) as known_revenue
  from mart.order_summary
  group by ordered_on
),
orders as (
  select cast(first_sold_at as date) as full_date, count(*) as orders
  from dw.fact_order
  where first_sold_at is not null
  group by cast(first_sold_at as date)
)
select
  amounts.full_date,
  cast(amounts.lines as bigint) as lines,
  coalesce(orders.orders, 0) as orders,
  cast(amounts.revenue as decimal(38, 4)) as revenue,
  cast(amounts.return_amount as decimal(38, 4)) as return_amount,
  cast(amounts.known_revenue as decimal(38, 4)) as known_revenue
from amounts
left join orders on orders.full_date = amounts.full_date
