-- One row per known customer and as-of date with a product sold up to it: how many products and categories, and the share of the greatest.
-- key: customer_durable_key, as_of
with versions as (
  select product.durable_key, as_of.as_of, max_by(product.product_key, product.valid_from) as product_key
  from dw.dim_product as product
  join conform.as_of as as_of on product.valid_from < cast(date_add('day', 1, as_of.as_of) as timestamp)
  where product.product_key > 0
  group by product.durable_key, as_of.as_of
),
assortment as (
  select versions.durable_key, versions.as_of, coalesce(product.category, product.category_path) as category
  from versions
  join dw.dim_product as product on product.product_key = versions.product_key
),
bought as (
  select line.customer_durable_key, as_of.as_of, line.product_durable_key, sum(line.net_amount_reporting) as amount
  from dw.fact_order_line as line
  join conform.as_of as as_of on line.ordered_at < cast(date_add('day', 1, as_of.as_of) as timestamp)
  where line.kind = 'sale' and line.customer_durable_key > 0 and line.product_durable_key > 0
  group by line.customer_durable_key, as_of.as_of, line.product_durable_key
),
categories as (
  select
    bought.customer_durable_key,
    bought.as_of,
    assortment.category,
    count(*) as products,
    sum(case when bought.amount > 0 then bought.amount else 0 end) as amount
  from bought
  join assortment on assortment.durable_key = bought.product_durable_key and assortment.as_of = bought.as_of
  group by bought.customer_durable_key, bought.as_of, assortment.category
),
ranked as (
  select
    *,
    row_number() over (
      partition by customer_durable_key, as_of
      order by case when category is null then 1 else 0 end, amount desc, category
    ) as place
  from categories
)
select
  customer_durable_key,
  as_of,
  cast(sum(products) as integer) as products,
  cast(count(category) as integer) as categories,
  max(case when place = 1 then category end) as top_category,
  cast(max(case when place = 1 and category is not null then amount end) as double)
    / cast(nullif(sum(case when category is not null then amount end), 0) as double) as top_category_share,
  cast(sum(case when place <= 3 and category is not null then amount end) as double)
    / cast(nullif(sum(case when category is not null then amount end), 0) as double) as top_3_categories_share
from ranked
group by customer_durable_key, as_of
