-- One row per product that was sold up to the as-of date: its last name and categories, and in how many orders it was.
-- key: item
-- model: basket
with sold as (
  select product_durable_key, count(*) as orders
  from (select distinct source, order_id, product_durable_key from mart.basket where product_durable_key > 0) as told
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
  cast(sold.orders as integer) as orders
from sold
join dw.dim_product as born on born.product_key = sold.product_durable_key
join dw.dim_product as product on product.product_key = born.current_key
