-- One row per product that was sold up to the as-of date: its last name and categories, and in how many orders it was.
-- key: item
-- Where customers share an order, a product may have several rows of mart.basket in it. Few orders are: to tell all apart by their texts would take ten times the time.
with sold as (
  select product_durable_key, count(*) as bought
  from mart.basket
  where product_durable_key > 0
  group by product_durable_key
),
shared as (
  select source, order_id
  from mart.order_summary
  group by source, order_id
  having min(customer_durable_key) < max(customer_durable_key)
),
repeated as (
  select basket.product_durable_key, count(*) - 1 as times
  from mart.basket as basket
  join shared on shared.source = basket.source and shared.order_id = basket.order_id
  group by basket.source, basket.order_id, basket.product_durable_key
),
counted as (
  select product_durable_key, sum(times) as times
  from repeated
  group by product_durable_key
)
select
  sold.product_durable_key as item,
  product.source,
  product.product_id as item_id,
  coalesce(product.name, product.product_id) as name,
  product.category,
  coalesce(
    case when product.category is distinct from product.category_path then product.category || ' > ' || product.subcategory end,
    regexp_replace(trim(product.category_path), '\s*[>/|]\s*', ' > '),
    product.category
  ) as category_levels,
  cast(sold.bought - coalesce(counted.times, 0) as integer) as orders
from sold
left join counted on counted.product_durable_key = sold.product_durable_key
join dw.dim_product as born on born.product_key = sold.product_durable_key
join dw.dim_product as product on product.product_key = born.current_key
