-- One row per known customer and date with an order line up to it, and none after it: how they had bought by then.
-- key: customer_durable_key, as_of
-- model: churn
with days as (
  select
    summary.*,
    looked.as_of,
    date_diff('day', summary.ordered_on, looked.as_of) as age_days,
    case when summary.sale_lines > 0 then summary.ordered_on end as bought_on
  from mart.order_summary as summary
  join feature.churn_date as looked on summary.ordered_on <= looked.as_of
  where summary.customer_durable_key > 0
),
orders as (
  select
    customer_durable_key, as_of,
    min(bought_on) as first_bought_on, max(bought_on) as last_bought_on,
    sum(sale_lines) as sale_lines, sum(return_lines) as return_lines,
    sum(revenue) as revenue, sum(return_amount) as return_amount, sum(discount_amount) as discount_amount,
    sum(case when age_days < 90 then revenue else 0 end) as revenue_90_days,
    sum(case when age_days < 365 then revenue else 0 end) as revenue_365_days,
    date_diff('day', min(bought_on), as_of) as bought_days,
    case when sum(sale_lines) > 0 then sum(revenue) - sum(return_amount) end as amount
  from days
  group by customer_durable_key, as_of, source, order_id
)
select
  customer_durable_key,
  as_of,
  cast(date_diff('day', max(last_bought_on), as_of) as integer) as recency_days,
  cast(date_diff('day', min(first_bought_on), as_of) as integer) as tenure_days,
  max(last_bought_on) as last_bought_on,
  cast(count(amount) as integer) as sale_orders,
  cast(count(case when bought_days < 90 then 1 end) as integer) as sale_orders_90_days,
  cast(count(case when bought_days < 365 then 1 end) as integer) as sale_orders_365_days,
  cast(sum(revenue) as decimal(18, 4)) as revenue,
  cast(sum(revenue_90_days) as decimal(18, 4)) as revenue_90_days,
  cast(sum(revenue_365_days) as decimal(18, 4)) as revenue_365_days,
  cast(sum(amount) as double) / cast(nullif(count(amount), 0) as double) as order_amount_mean,
  cast(sum(sale_lines) as double) / cast(nullif(count(amount), 0) as double) as order_lines_mean,
  cast(count_if(return_lines > 0) as double) / cast(count(*) as double) as return_order_share,
  cast(count(case when amount is not null and discount_amount <> 0 then 1 end) as double)
    / cast(nullif(count(amount), 0) as double) as discount_order_share
from orders
group by customer_durable_key, as_of
