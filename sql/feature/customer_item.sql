-- One row per known customer and as-of date with a product sold up to it: the products they bought, by durable key, and days since they last did.
-- key: customer_id, as_of
-- model: basket
-- by: customer_durable_key
-- part: dw.fact_order_line on customer_durable_key
-- via: dw.dim_customer on changed.customer_key = line.customer_durable_key
with bought as (
  select
    line.customer_durable_key,
    line.product_durable_key,
    as_of.as_of,
    date_diff('day', cast(max(line.ordered_at) as date), as_of.as_of) as days
  from dw.fact_order_line as line
  join conform.as_of as as_of on line.ordered_at < cast(as_of.as_of + interval '1' day as timestamp)
  where line.kind = 'sale' and line.customer_durable_key > 0 and line.product_durable_key > 0
  group by line.customer_durable_key, line.product_durable_key, as_of.as_of
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
