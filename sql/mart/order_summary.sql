-- One row per order, customer and day, up to the as-of date: what the lines of that day come to.
-- key: source, order_id, customer_durable_key, date_key
-- by: source, order_id
-- part: dw.fact_order_line on source, order_id
-- via: conform.as_of on line.ordered_at >= cast(changed.as_of + interval '1' day as timestamp)
with lines as (
  select line.*, as_of.as_of
  from dw.fact_order_line as line
  cross join conform.as_of as as_of
  where line.ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
)
select
  source,
  order_id,
  customer_durable_key,
  date_key,
  max(cast(ordered_at as date)) as ordered_on,
  min(ordered_at) as first_at,
  cast(coalesce(
    min_by(channel_key, case when channel_key > 0 then line_number end), -2
  ) as integer) as channel_key,
  cast(count(*) as bigint) as lines,
  cast(count_if(kind = 'sale') as bigint) as sale_lines,
  cast(count_if(kind = 'return') as bigint) as return_lines,
  cast(coalesce(sum(case when kind in ('sale', 'return') then quantity end), 0) as decimal(18, 4)) as quantity,
  cast(coalesce(sum(net_amount_reporting), 0) as decimal(18, 4)) as revenue,
  cast(coalesce(sum(case when kind = 'return' then net_amount_reporting end), 0) as decimal(18, 4)) as return_amount,
  cast(coalesce(sum(discount_amount_reporting), 0) as decimal(18, 4)) as discount_amount,
  cast(sum(case when cost_amount_reporting is not null then net_amount_reporting end) as decimal(18, 4))
    as costed_revenue,
  cast(sum(cost_amount_reporting) as decimal(18, 4)) as cost_amount
from lines
group by source, order_id, customer_durable_key, date_key
