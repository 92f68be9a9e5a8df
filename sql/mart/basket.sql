-- One row per order, customer, product sold and day, up to the as-of date.
-- key: source, order_id, customer_durable_key, product_durable_key, date_key
-- by: source, order_id
-- part: dw.fact_order_line on source, order_id
-- via: conform.as_of on line.ordered_at >= cast(changed.as_of + interval '1' day as timestamp)
with sold as (
  select line.*
  from dw.fact_order_line as line
  cross join conform.as_of as as_of
  where line.kind = 'sale' and line.ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
)
select
  source,
  order_id,
  customer_durable_key,
  product_durable_key,
  date_key,
  cast(sum(quantity) as decimal(18, 4)) as quantity,
  cast(sum(net_amount_reporting) as decimal(18, 4)) as revenue,
  cast(sum(case when cost_amount_reporting is not null then net_amount_reporting end) as decimal(18, 4)) as costed_revenue,
  cast(sum(cost_amount_reporting) as decimal(18, 4)) as cost_amount
from sold
group by source, order_id, customer_durable_key, product_durable_key, date_key
