-- One row per known customer with a line up to the as-of date: days since the last order, number of orders, net revenue.
-- key: customer_durable_key
with scope as (
  select
    as_of.as_of,
    year(as_of.as_of) * 10000 + month(as_of.as_of) * 100 + day(as_of.as_of) as last_date_key,
    setting.rfm_orders = 'all' as every_kind_counts
  from conform.as_of as as_of
  cross join conform.setting as setting
),
lines as (
  select line.*, line.kind = 'sale' or scope.every_kind_counts as is_counted
  from dw.fact_order_line as line
  cross join scope
  where line.customer_durable_key > 0 and line.date_key between 1 and scope.last_date_key
),
orders as (
  select
    customer_durable_key,
    source,
    order_id,
    max(date_key) as date_key,
    max(case when is_counted then date_key end) as counted_date_key,
    sum(net_amount_reporting) as net_amount
  from lines
  group by customer_durable_key, source, order_id
),
behaviour as (
  select
    customer_durable_key,
    coalesce(max(counted_date_key), max(date_key)) as last_date_key,
    count(counted_date_key) as frequency,
    coalesce(sum(net_amount), 0) as monetary
  from orders
  group by customer_durable_key
)
select
  behaviour.customer_durable_key,
  customer.customer_id,
  scope.as_of,
  cast(date_diff('day', last_date.full_date, scope.as_of) as integer) as recency_days,
  cast(behaviour.frequency as integer) as frequency,
  cast(behaviour.monetary as decimal(18, 4)) as monetary
from behaviour
cross join scope
join dw.dim_customer as customer on customer.customer_key = behaviour.customer_durable_key
join dw.dim_date as last_date on last_date.date_key = behaviour.last_date_key
