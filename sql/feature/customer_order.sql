-- One row per known customer and as-of date with a line up to it: what their orders come to, in all and in the last days.
-- key: customer_durable_key, as_of
with days as (
  select
    summary.*,
    as_of.as_of,
    date_diff('day', summary.ordered_on, as_of.as_of) as age_days,
    case when summary.sale_lines > 0 then summary.ordered_on end as bought_on
  from mart.order_summary as summary
  join conform.as_of as as_of on summary.ordered_on <= as_of.as_of
  where summary.customer_durable_key > 0
),
orders as (
  select
    customer_durable_key, as_of,
    max(ordered_on) as last_date, min(bought_on) as first_bought_on, max(bought_on) as last_bought_on,
    sum(sale_lines) as sale_lines, sum(return_lines) as return_lines, sum(quantity) as quantity,
    sum(revenue) as revenue, sum(return_amount) as return_amount, sum(discount_amount) as discount_amount,
    sum(costed_revenue) as costed_revenue, sum(cost_amount) as cost_amount,
    sum(case when age_days < 90 then revenue else 0 end) as revenue_90_days,
    sum(case when age_days between 90 and 179 then revenue else 0 end) as revenue_previous_90_days,
    sum(case when age_days < 365 then revenue else 0 end) as revenue_365_days,
    date_diff('day', min(bought_on), as_of) as bought_days,
    case when sum(sale_lines) > 0 then sum(revenue) - sum(return_amount) end as amount
  from days
  group by customer_durable_key, as_of, source, order_id
),
-- The spread is taken in hundredths, each order as at most 10^11, so that sums of squares stay exact; the product of two decimals of 18 digits would have 18.
sized as (
  select
    *,
    cast(round(
      case when amount > 100000000000 then 100000000000 when amount < -100000000000 then -100000000000 else amount end, 2
    ) as decimal(19, 2)) as size
  from orders
),
customers as (
  select
    customer_durable_key, as_of,
    max(last_date) as last_date, min(first_bought_on) as first_bought_on, max(last_bought_on) as last_bought_on,
    cast(count(*) as bigint) as orders, cast(count(amount) as bigint) as sale_orders,
    cast(count_if(return_lines > 0) as bigint) as return_orders,
    cast(count_if(amount is not null and discount_amount <> 0) as bigint) as discount_orders,
    cast(count(case when bought_days < 90 then 1 end) as bigint) as sale_orders_90_days,
    cast(count(case when bought_days between 90 and 179 then 1 end) as bigint) as sale_orders_previous_90_days,
    cast(count(case when bought_days < 365 then 1 end) as bigint) as sale_orders_365_days,
    cast(sum(sale_lines) as bigint) as sale_lines,
    sum(quantity) as quantity, sum(amount) as amount, sum(revenue) as revenue, sum(return_amount) as return_amount,
    sum(discount_amount) as discount_amount, sum(costed_revenue) as costed_revenue, sum(cost_amount) as cost_amount,
    sum(revenue_90_days) as revenue_90_days, sum(revenue_previous_90_days) as revenue_previous_90_days,
    sum(revenue_365_days) as revenue_365_days,
    sum(size) as sizes, sum(size * size) as squares
  from sized
  group by customer_durable_key, as_of
)
select
  customer_durable_key, as_of, last_date, first_bought_on, last_bought_on,
  orders, sale_orders, return_orders, discount_orders,
  sale_orders_90_days, sale_orders_previous_90_days, sale_orders_365_days, sale_lines,
  cast(quantity as decimal(18, 4)) as quantity,
  cast(amount as decimal(18, 4)) as amount,
  cast(revenue as decimal(18, 4)) as revenue,
  cast(return_amount as decimal(18, 4)) as return_amount,
  cast(discount_amount as decimal(18, 4)) as discount_amount,
  cast(costed_revenue as decimal(18, 4)) as costed_revenue,
  cast(cost_amount as decimal(18, 4)) as cost_amount,
  cast(revenue_90_days as decimal(18, 4)) as revenue_90_days,
  cast(revenue_previous_90_days as decimal(18, 4)) as revenue_previous_90_days,
  cast(revenue_365_days as decimal(18, 4)) as revenue_365_days,
  case when sale_orders > 1 then sqrt(
    cast(sale_orders * squares - sizes * sizes as double) / (cast(sale_orders as double) * cast(sale_orders - 1 as double))
  ) end as amount_deviation
from customers
