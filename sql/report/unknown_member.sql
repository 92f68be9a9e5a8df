-- One row per dimension: the order lines that name no member of it, one that is not known, or that need none.
-- key: dimension
-- Lines of unknown members are looked for in each dimension by itself: where a stretch of lines has none, it is passed over.
with counted as (
  select
    count(*) as lines,
    count_if(customer_key = -2) as customer_none,
    count_if(product_key = -2) as product_none,
    count_if(store_key = -2) as store_none,
    count_if(channel_key = -2) as channel_none
  from dw.fact_order_line
),
unknown as (
  select 1 as position, 'customer' as dimension, count(*) as unknown_lines, sum(net_amount_reporting) as revenue
  from dw.fact_order_line
  where customer_key = -1
  union all
  select 2, 'product', count(*), sum(net_amount_reporting)
  from dw.fact_order_line
  where product_key = -1
  union all
  select 3, 'store', count(*), sum(net_amount_reporting)
  from dw.fact_order_line
  where store_key = -1
  union all
  select 4, 'channel', count(*), sum(net_amount_reporting)
  from dw.fact_order_line
  where channel_key = -1
)
select
  unknown.position,
  unknown.dimension,
  counted.lines,
  unknown.unknown_lines,
  case unknown.dimension
    when 'customer' then customer_none
    when 'product' then product_none
    when 'store' then store_none
    else channel_none
  end as not_applicable_lines,
  cast(coalesce(unknown.revenue, 0) as decimal(38, 4)) as unknown_revenue,
  cast(unknown.unknown_lines as double) / cast(nullif(counted.lines, 0) as double) as unknown_share
from unknown
cross join counted
