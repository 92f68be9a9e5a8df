-- One row per known customer with any order line up to the as-of date: how they have behaved so far.
-- key: customer_durable_key
-- by: customer_durable_key
-- part: mart.order_summary on customer_durable_key
-- part: dw.dim_customer on durable_key
with per_order as (
  select
    customer_durable_key,
    source,
    order_id,
    min(ordered_on) as first_date,
    max(ordered_on) as last_date,
    min(case when sale_lines > 0 then ordered_on end) as first_sale_date,
    max(case when sale_lines > 0 then ordered_on end) as last_sale_date,
    sum(lines) as lines,
    sum(quantity) as quantity,
    sum(revenue) as revenue,
    sum(return_amount) as return_amount,
    sum(discount_amount) as discount_amount,
    sum(costed_revenue) as costed_revenue,
    sum(cost_amount) as cost_amount
  from mart.order_summary
  where customer_durable_key > 0
  group by customer_durable_key, source, order_id
),
per_customer as (
  select
    customer_durable_key,
    min(first_date) as first_order_date,
    max(last_date) as last_order_date,
    min(first_sale_date) as first_sale_date,
    max(last_sale_date) as last_sale_date,
    cast(count(*) as bigint) as orders,
    cast(count(last_sale_date) as bigint) as sale_orders,
    cast(sum(lines) as bigint) as lines,
    cast(sum(quantity) as decimal(18, 4)) as quantity,
    cast(sum(revenue) as decimal(18, 4)) as revenue,
    cast(sum(return_amount) as decimal(18, 4)) as return_amount,
    cast(sum(discount_amount) as decimal(18, 4)) as discount_amount,
    cast(sum(costed_revenue) as decimal(18, 4)) as costed_revenue,
    cast(sum(cost_amount) as decimal(18, 4)) as cost_amount
  from per_order
  group by customer_durable_key
)
select
  customer.current_key as customer_key,
  behaviour.customer_durable_key,
  customer.customer_id,
  behaviour.first_order_date,
  behaviour.last_order_date,
  behaviour.first_sale_date,
  behaviour.last_sale_date,
  behaviour.orders,
  behaviour.sale_orders,
  behaviour.lines,
  behaviour.quantity,
  behaviour.revenue,
  behaviour.return_amount,
  behaviour.discount_amount,
  behaviour.cost_amount,
  cast(behaviour.costed_revenue - behaviour.cost_amount as decimal(18, 4)) as margin_amount
from per_customer as behaviour
join dw.dim_customer as customer on customer.customer_key = behaviour.customer_durable_key
