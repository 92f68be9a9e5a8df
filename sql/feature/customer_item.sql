-- One row per known customer and as-of date with a product sold up to it, where the project has baskets: the products they bought, by durable key, and days since they last did.
-- key: customer_id, as_of
with bought as (
  select
    basket.customer_durable_key,
    basket.product_durable_key,
    as_of.as_of,
    date_diff('day', max(day.full_date), as_of.as_of) as days
  from mart.basket as basket
  join conform.setting as setting on setting.has_baskets
  join dw.dim_date as day on day.date_key = basket.date_key
  join conform.as_of as as_of on day.full_date <= as_of.as_of
  where basket.customer_durable_key > 0 and basket.product_durable_key > 0
  group by basket.customer_durable_key, basket.product_durable_key, as_of.as_of
),
-- Numbers are sorted, of which the last seven digits are the days: to aggregate texts in order would take several times the time and memory.
listed as (
  select
    customer_durable_key,
    as_of,
    count(*) as items,
    array_join(array_sort(array_agg(product_durable_key)), ' ') as item_list,
    array_join(array_sort(array_agg(cast(product_durable_key as bigint) * 10000000 + days)), ' ') as numbers
  from bought
  group by customer_durable_key, as_of
)
select
  listed.customer_durable_key,
  customer.customer_id,
  listed.as_of,
  cast(listed.items as integer) as items,
  listed.item_list,
  regexp_replace(regexp_replace(listed.numbers, '(\d{7})\b', ':$1'), ':0{1,6}', ':') as bought_list
from listed
join dw.dim_customer as customer on customer.customer_key = listed.customer_durable_key
