-- One row per known customer with a line up to the as-of date: what their orders come to, in all and in the last days.
-- key: customer_durable_key
-- for: segment, basket
-- by: customer_durable_key
-- part: mart.order_summary on customer_durable_key
-- via: feature.window_day on line.ordered_on = changed.day
with split as (
  select customer_durable_key, source, order_id from mart.order_summary where customer_durable_key > 0
  group by customer_durable_key, source, order_id having count(*) > 1
),
-- Most orders are of one day: to group these by the texts of their numbers, in wide sums, would cost most,
-- and a step that both read would be held in memory.
orders as (
  select
    summary.customer_durable_key, ordered_on as last_date,
    case when sale_lines > 0 then ordered_on end as first_bought_on, case when sale_lines > 0 then ordered_on end as last_bought_on,
    sale_lines, return_lines, quantity, revenue, return_amount, discount_amount, costed_revenue, cost_amount,
    case when is_of_90_days then revenue else 0 end as revenue_90_days,
    case when is_of_previous_90_days then revenue else 0 end as revenue_previous_90_days,
    case when recent.day is not null then revenue else 0 end as revenue_365_days, case when sale_lines > 0 then revenue - return_amount end as amount
  from mart.order_summary as summary
  left join feature.window_day as recent on recent.day = summary.ordered_on
  left join split on split.customer_durable_key = summary.customer_durable_key
    and split.source = summary.source and split.order_id = summary.order_id
  where summary.customer_durable_key > 0 and split.order_id is null
  union all
  select
    summary.customer_durable_key, max(ordered_on),
    min(case when sale_lines > 0 then ordered_on end), max(case when sale_lines > 0 then ordered_on end),
    cast(sum(sale_lines) as bigint), cast(sum(return_lines) as bigint), cast(sum(quantity) as decimal(18, 4)),
    cast(sum(revenue) as decimal(18, 4)), cast(sum(return_amount) as decimal(18, 4)), cast(sum(discount_amount) as decimal(18, 4)),
    cast(sum(costed_revenue) as decimal(18, 4)), cast(sum(cost_amount) as decimal(18, 4)),
    cast(sum(case when is_of_90_days then revenue else 0 end) as decimal(18, 4)),
    cast(sum(case when is_of_previous_90_days then revenue else 0 end) as decimal(18, 4)),
    cast(sum(case when recent.day is not null then revenue else 0 end) as decimal(18, 4)),
    cast(case when sum(sale_lines) > 0 then sum(revenue) - sum(return_amount) end as decimal(18, 4))
  from mart.order_summary as summary
  join split on split.customer_durable_key = summary.customer_durable_key
    and split.source = summary.source and split.order_id = summary.order_id
  left join feature.window_day as recent on recent.day = summary.ordered_on
  group by summary.customer_durable_key, summary.source, summary.order_id
),
-- The spread is taken in hundredths, each order as at most 10^11, so that sums of squares stay exact; the product of two decimals of 18 digits would have 18.
sized as (
  select
    orders.*, recent.is_of_90_days, recent.is_of_previous_90_days,
    cast(round(case
      when amount > cast(100000000000 as decimal(18, 4)) then cast(100000000000 as decimal(18, 4))
      when amount < cast(-100000000000 as decimal(18, 4)) then cast(-100000000000 as decimal(18, 4)) else amount
    end, 2) as decimal(18, 2)) as size
  from orders
  left join feature.window_day as recent on recent.day = orders.first_bought_on
),
customers as (
  select
    customer_durable_key,
    max(last_date) as last_date, min(first_bought_on) as first_bought_on, max(last_bought_on) as last_bought_on,
    cast(count(*) as bigint) as orders, cast(count(amount) as bigint) as sale_orders,
    cast(count_if(return_lines > 0) as bigint) as return_orders, cast(count_if(amount is not null and discount_amount <> 0) as bigint) as discount_orders,
    cast(count(case when is_of_90_days then 1 end) as bigint) as sale_orders_90_days,
    cast(count(case when is_of_previous_90_days then 1 end) as bigint) as sale_orders_previous_90_days,
    cast(count(is_of_90_days) as bigint) as sale_orders_365_days, cast(sum(sale_lines) as bigint) as sale_lines,
    cast(sum(quantity) as decimal(18, 4)) as quantity, cast(sum(amount) as decimal(18, 4)) as amount,
    cast(sum(revenue) as decimal(18, 4)) as revenue, cast(sum(return_amount) as decimal(18, 4)) as return_amount,
    cast(sum(discount_amount) as decimal(18, 4)) as discount_amount, cast(sum(costed_revenue) as decimal(18, 4)) as costed_revenue,
    cast(sum(cost_amount) as decimal(18, 4)) as cost_amount, cast(sum(revenue_90_days) as decimal(18, 4)) as revenue_90_days,
    cast(sum(revenue_previous_90_days) as decimal(18, 4)) as revenue_previous_90_days, cast(sum(revenue_365_days) as decimal(18, 4)) as revenue_365_days,
    sum(size) as sizes, sum(cast(size as decimal(19, 2)) * cast(size as decimal(19, 2))) as squares
  from sized
  group by customer_durable_key
)
select
  customer_durable_key, last_date, first_bought_on, last_bought_on, orders, sale_orders, return_orders, discount_orders,
  sale_orders_90_days, sale_orders_previous_90_days, sale_orders_365_days, sale_lines,
  quantity, amount, revenue, return_amount, discount_amount, costed_revenue, cost_amount,
  revenue_90_days, revenue_previous_90_days, revenue_365_days,
  case when sale_orders > 1 then sqrt(
    cast(sale_orders * squares - sizes * sizes as double) / (cast(sale_orders as double) * cast(sale_orders - 1 as double))
  ) end as amount_deviation
from customers
