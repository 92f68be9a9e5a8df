-- One row per product of the twenty that brought the most in the twelve months up to the as-of date; ties by number.
-- key: position
with span as (
  select
    cast(date_add('month', -11, cast(date_trunc('month', as_of) as date)) as date) as first_month,
    cast(date_trunc('month', as_of) as date) as last_month
  from conform.as_of
),
sold as (
  select
    product.source,
    product.product_id,
    sum(month.orders) as orders,
    sum(month.quantity) as quantity,
    sum(month.revenue) as revenue,
    abs(sum(month.return_amount)) as return_amount
  from mart.product_month as month
  join span on month.month_start >= span.first_month and month.month_start <= span.last_month
  join dw.dim_product as product on product.product_key = month.product_durable_key
  where month.product_durable_key > 0
  group by product.source, product.product_id
),
ranked as (
  select
    sold.*,
    row_number() over (order by revenue desc, product_id, source) as position,
    sum(revenue) over () as all_revenue,
    count(*) over () as products
  from sold
)
select
  cast(ranked.position as integer) as position,
  ranked.source,
  ranked.product_id,
  product.name,
  product.category,
  cast(ranked.orders as bigint) as orders,
  cast(ranked.quantity as decimal(38, 4)) as quantity,
  cast(ranked.revenue as decimal(38, 4)) as revenue,
  cast(
    round(cast(ranked.revenue as double) / cast(nullif(ranked.all_revenue, 0) as double), 6) as decimal(38, 6)
  ) as revenue_share,
  cast(
    round(
      cast(ranked.return_amount as double) / cast(nullif(ranked.revenue + ranked.return_amount, 0) as double), 6
    ) as decimal(38, 6)
  ) as return_share,
  ranked.products
from ranked
left join dw.dim_product as product
  on product.product_id = ranked.product_id and product.source = ranked.source and product.is_current
where ranked.position <= 20 and ranked.revenue > 0
