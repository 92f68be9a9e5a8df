-- One row per known customer and as-of date with a product sold up to it: the products they bought, as a list of durable keys with a blank between.
-- key: customer_id, as_of
with bought as (
  select customer_durable_key, product_durable_key, min(date_key) as date_key
  from mart.basket
  where customer_durable_key > 0 and product_durable_key > 0
  group by customer_durable_key, product_durable_key
),
listed as (
  select
    bought.customer_durable_key,
    as_of.as_of,
    count(*) as items,
    array_join(
      array_agg(cast(bought.product_durable_key as varchar) order by bought.product_durable_key), ' '
    ) as item_list
  from bought
  join conform.as_of as as_of
    on bought.date_key <= year(as_of.as_of) * 10000 + month(as_of.as_of) * 100 + day(as_of.as_of)
  group by bought.customer_durable_key, as_of.as_of
)
select
  listed.customer_durable_key,
  customer.customer_id,
  listed.as_of,
  cast(listed.items as integer) as items,
  listed.item_list
from listed
join dw.dim_customer as customer on customer.customer_key = listed.customer_durable_key
