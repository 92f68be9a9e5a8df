-- One row per known customer with a product sold up to the as-of date: how many products and categories, and the share of the greatest.
-- key: customer_durable_key
-- for: segment, basket
-- by: customer_durable_key
-- part: dw.fact_order_line on customer_durable_key
-- via: conform.as_of on line.ordered_at >= cast(changed.as_of + interval '1' day as timestamp)
-- via: mart.product_category on line.product_durable_key = changed.product_durable_key
with bought as (
  select line.customer_durable_key, line.product_durable_key, sum(line.net_amount_reporting) as amount
  from dw.fact_order_line as line
  join conform.as_of as as_of on line.ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
  where line.kind = 'sale' and line.customer_durable_key > 0 and line.product_durable_key > 0
  group by line.customer_durable_key, line.product_durable_key
),
categories as (
  select
    bought.customer_durable_key,
    product.category,
    count(*) as products,
    sum(case when bought.amount > 0 then bought.amount else 0 end) as amount
  from bought
  join mart.product_category as product on product.product_durable_key = bought.product_durable_key
  group by bought.customer_durable_key, product.category
),
ranked as (
  select
    *,
    row_number() over (
      partition by customer_durable_key
      order by case when category is null then 1 else 0 end, amount desc, category
    ) as place
  from categories
)
select
  customer_durable_key,
  cast(sum(products) as integer) as products,
  cast(count(category) as integer) as categories,
  max(case when place = 1 then category end) as top_category,
  cast(max(case when place = 1 and category is not null then amount end) as double)
    / cast(nullif(sum(case when category is not null then amount end), 0) as double) as top_category_share,
  cast(sum(case when place <= 3 and category is not null then amount end) as double)
    / cast(nullif(sum(case when category is not null then amount end), 0) as double) as top_3_categories_share
from ranked
group by customer_durable_key
