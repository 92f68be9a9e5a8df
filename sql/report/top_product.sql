-- One row per product of the twenty that brought the most in the twelve months up to the as-of date; ties by number.
-- key: position
-- An order is counted once, also where its lines lie in several months, as those of a return do.
with span as (
  select
    cast(date_trunc('month', as_of) as date) as last_month,
    cast(as_of + interval '1' day as timestamp) as until
  from conform.as_of
),
sold as (
  select
    month.product_durable_key,
    sum(month.quantity) as quantity,
    sum(month.revenue) as revenue,
    abs(sum(month.return_amount)) as return_amount
  from mart.product_month as month
  join span on month.month_start > cast(span.last_month - interval '12' month as date) and month.month_start <= span.last_month
  where month.product_durable_key > 0
  group by month.product_durable_key
),
best as (
  select sold.*, product.source, product.product_id, product.current_key
  from sold
  join dw.dim_product as product on product.product_key = sold.product_durable_key
  order by sold.revenue desc, product.product_id, product.source
  limit 20
),
told as (
  select distinct line.product_durable_key, line.source, line.order_id
  from dw.fact_order_line as line
  join best on best.product_durable_key = line.product_durable_key
  join span on line.ordered_at < span.until
    and line.ordered_at >= cast(span.last_month - interval '11' month as timestamp)
),
counted as (
  select product_durable_key, count(*) as orders
  from told
  group by product_durable_key
),
ranked as (
  select
    best.*,
    total.all_revenue,
    total.products,
    row_number() over (order by best.revenue desc, best.product_id, best.source) as position
  from best
  cross join (select sum(revenue) as all_revenue, count(*) as products from sold) as total
)
select
  cast(ranked.position as integer) as position,
  ranked.source,
  ranked.product_id,
  product.name,
  product.category,
  cast(counted.orders as bigint) as orders,
  cast(ranked.quantity as decimal(38, 4)) as quantity,
  cast(ranked.revenue as decimal(38, 4)) as revenue,
  case when ranked.all_revenue > 0 then cast(ranked.revenue as double) / cast(ranked.all_revenue as double) end as revenue_share,
  cast(ranked.return_amount as double) / cast(ranked.revenue + ranked.return_amount as double) as return_share,
  ranked.products
from ranked
join counted on counted.product_durable_key = ranked.product_durable_key
join dw.dim_product as product on product.product_key = ranked.current_key
where ranked.revenue > 0
