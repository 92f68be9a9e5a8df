-- One row per dimension: the order lines that name no member of it, one that is not known, or that need none.
-- key: dimension
with counted as (
  select
    count(*) as lines,
    count_if(customer_key = -1) as customer_unknown,
    count_if(customer_key = -2) as customer_none,
    count_if(product_key = -1) as product_unknown,
    count_if(product_key = -2) as product_none,
    count_if(store_key = -1) as store_unknown,
    count_if(store_key = -2) as store_none,
    count_if(channel_key = -1) as channel_unknown,
    count_if(channel_key = -2) as channel_none,
    sum(net_amount_reporting) as revenue,
    sum(case when customer_key = -1 then net_amount_reporting else 0 end) as customer_revenue,
    sum(case when product_key = -1 then net_amount_reporting else 0 end) as product_revenue,
    sum(case when store_key = -1 then net_amount_reporting else 0 end) as store_revenue,
    sum(case when channel_key = -1 then net_amount_reporting else 0 end) as channel_revenue
  from dw.fact_order_line
),
by_dimension as (
  select
    dimension.position,
    dimension.dimension,
    counted.lines,
    case dimension.dimension
      when 'customer' then customer_unknown
      when 'product' then product_unknown
      when 'store' then store_unknown
      else channel_unknown
    end as unknown_lines,
    case dimension.dimension
      when 'customer' then customer_none
      when 'product' then product_none
      when 'store' then store_none
      else channel_none
    end as not_applicable_lines,
    case dimension.dimension
      when 'customer' then customer_revenue
      when 'product' then product_revenue
      when 'store' then store_revenue
      else channel_revenue
    end as unknown_revenue
  from counted
  cross join (
    values (1, 'customer'), (2, 'product'), (3, 'store'), (4, 'channel')
  ) as dimension (position, dimension)
)
select
  position,
  dimension,
  lines,
  unknown_lines,
  not_applicable_lines,
  cast(coalesce(unknown_revenue, 0) as decimal(38, 4)) as unknown_revenue,
  cast(unknown_lines as double) / cast(nullif(lines, 0) as double) as unknown_share
from by_dimension
