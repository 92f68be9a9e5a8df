-- One row per known customer and as-of date with a product sold up to it, where the project has baskets: the products they bought, by durable key, and days since they last did.
-- key: customer_id, as_of
with bought as (
  select
    basket.customer_durable_key, basket.product_durable_key, as_of.as_of, max(day.full_date) as last_bought_on
  from mart.basket as basket
  join conform.setting as setting on setting.has_baskets
  join dw.dim_date as day on day.date_key = basket.date_key
  join conform.as_of as as_of on day.full_date <= as_of.as_of
  where basket.customer_durable_key > 0 and basket.product_durable_key > 0
  group by basket.customer_durable_key, basket.product_durable_key, as_of.as_of
),
worded as (
  select
    *,
    cast(product_durable_key as varchar) as item,
    cast(date_diff('day', last_bought_on, as_of) as varchar) as days
  from bought
),
listed as (
  select
    customer_durable_key,
    as_of,
    count(*) as items,
    array_join(array_agg(item order by product_durable_key), ' ') as item_list,
    array_join(array_agg(item || ':' || days order by product_durable_key), ' ') as bought_list
  from worded
  group by customer_durable_key, as_of
)
select
  listed.customer_durable_key,
  customer.customer_id,
  listed.as_of,
  cast(listed.items as integer) as items,
  listed.item_list,
  listed.bought_list
from listed
join dw.dim_customer as customer on customer.customer_key = listed.customer_durable_key
