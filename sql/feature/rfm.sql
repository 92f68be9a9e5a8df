-- One row per known customer with a line up to the as-of date: days since the last order, number of orders, net revenue.
-- key: customer_durable_key
-- kind: view
-- Everyone's days change every night: they are told when asked for.
with behaviour as (
  select
    customer.*,
    setting.rfm_orders,
    as_of.as_of,
    case when setting.rfm_orders = 'all' then last_order_date else coalesce(last_sale_date, last_order_date) end as last_date
  from mart.customer as customer
  cross join conform.setting as setting
  cross join conform.as_of as as_of
)
select
  customer_durable_key,
  customer_id,
  as_of,
  cast(date_diff('day', last_date, as_of) as integer) as recency_days,
  cast(case when rfm_orders = 'all' then orders else sale_orders end as integer) as frequency,
  revenue as monetary
from behaviour
