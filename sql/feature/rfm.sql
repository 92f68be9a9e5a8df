-- One row per known customer with a line up to the as-of date: days since the last order, number of orders, net revenue.
-- key: customer_durable_key
with orders as (
  select
    summary.customer_durable_key,
    as_of.as_of,
    max(summary.ordered_on) as last_date,
    max(case when summary.sale_lines > 0 or setting.rfm_orders = 'all' then summary.ordered_on end) as counted_date,
    sum(summary.revenue) as revenue
  from mart.order_summary as summary
  join conform.as_of as as_of on summary.ordered_on <= as_of.as_of
  cross join conform.setting as setting
  where summary.customer_durable_key > 0
  group by summary.customer_durable_key, as_of.as_of, summary.source, summary.order_id
),
behaviour as (
  select
    customer_durable_key,
    as_of,
    coalesce(max(counted_date), max(last_date)) as last_date,
    count(counted_date) as frequency,
    sum(revenue) as monetary
  from orders
  group by customer_durable_key, as_of
)
select
  behaviour.customer_durable_key,
  customer.customer_id,
  behaviour.as_of,
  cast(date_diff('day', behaviour.last_date, behaviour.as_of) as integer) as recency_days,
  cast(behaviour.frequency as integer) as frequency,
  cast(behaviour.monetary as decimal(18, 4)) as monetary
from behaviour
join dw.dim_customer as customer on customer.customer_key = behaviour.customer_durable_key
