-- One row per product with any order line up to the as-of date: its category at that date.
-- key: product_durable_key
with versions as (
  select product.durable_key, max_by(product.product_key, product.valid_from) as product_key
  from dw.dim_product as product
  join conform.as_of as as_of on product.valid_from < cast(as_of.as_of + interval '1' day as timestamp)
  where product.product_key > 0 and product.durable_key in (select product_durable_key from mart.product_month)
  group by product.durable_key
)
select versions.durable_key as product_durable_key, product.category
from versions
join dw.dim_product as product on product.product_key = versions.product_key
