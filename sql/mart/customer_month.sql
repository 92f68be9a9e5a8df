-- One row per customer (-1: unknown) and month with any order line, up to the as-of date.
-- key: customer_durable_key, month_start
with per_order as (
  select
    customer_durable_key,
    cast(date_trunc('month', ordered_on) as date) as month_start,
    source,
    order_id,
    sum(sale_lines) as sale_lines,
    sum(quantity) as quantity,
    sum(revenue) as revenue,
    sum(return_amount) as return_amount,
    sum(cost_amount) as cost_amount
  from mart.order_summary
  group by customer_durable_key, cast(date_trunc('month', ordered_on) as date), source, order_id
)
select
  customer.current_key as customer_key,
  per_order.customer_durable_key,
  month_start,
  cast(count(*) as bigint) as orders,
  cast(count_if(sale_lines > 0) as bigint) as sale_orders,
  cast(sum(quantity) as decimal(18, 4)) as quantity,
  cast(sum(revenue) as decimal(18, 4)) as revenue,
  cast(sum(return_amount) as decimal(18, 4)) as return_amount,
  cast(sum(cost_amount) as decimal(18, 4)) as cost_amount
from per_order
join dw.dim_customer as customer on customer.customer_key = per_order.customer_durable_key
group by customer.current_key, per_order.customer_durable_key, month_start
