-- One row per customer and date on which they can still leave: who bought within the observation window, has a subscription, or is a customer by the master records; with what was known of them that day.
-- key: customer_id, as_of
-- model: churn
with staying as (
  select bought.customer_durable_key, looked.as_of
  from feature.churn_order as bought
  join feature.churn_date as looked on looked.as_of = bought.as_of
  where looked.churn_by = 'purchase' and bought.last_bought_on >= looked.observed_from
  union all
  select running.customer_durable_key, running.as_of
  from feature.churn_subscription as running
  join feature.churn_date as looked on looked.as_of = running.as_of and looked.churn_by = 'subscription'
  union all
  select customer_durable_key, as_of from feature.churn_contract
),
versions as (
  select customer.durable_key, looked.as_of, max_by(customer.customer_key, customer.valid_from) as customer_key
  from dw.dim_customer as customer
  join feature.churn_date as looked on customer.valid_from < cast(looked.as_of + interval '1' day as timestamp)
  where customer.customer_key > 0
  group by customer.durable_key, looked.as_of
),
told as (
  select versions.durable_key, versions.as_of, customer.country, customer.region, customer.gender, customer.birth_date
  from versions
  join dw.dim_customer as customer on customer.customer_key = versions.customer_key
  cross join conform.setting as setting
  where not setting.churn_attributes_when_told or cast(customer.described_from as date) <= versions.as_of
)
select
  staying.customer_durable_key,
  customer.customer_id,
  staying.as_of,
  looked.place,
  bought.recency_days,
  bought.tenure_days,
  coalesce(rhythm.purchase_days, 0) as purchase_days,
  rhythm.gap_days_mean,
  cast(bought.recency_days as double) / rhythm.gap_days_mean as recency_gap_ratio,
  coalesce(bought.sale_orders, 0) as sale_orders,
  coalesce(bought.sale_orders_90_days, 0) as sale_orders_90_days,
  coalesce(bought.sale_orders_365_days, 0) as sale_orders_365_days,
  cast(coalesce(bought.revenue, 0) as decimal(18, 4)) as revenue,
  cast(coalesce(bought.revenue_90_days, 0) as decimal(18, 4)) as revenue_90_days,
  cast(coalesce(bought.revenue_365_days, 0) as decimal(18, 4)) as revenue_365_days,
  bought.order_amount_mean,
  bought.order_lines_mean,
  bought.return_order_share,
  bought.discount_order_share,
  coalesce(subscription.subscriptions, 0) as subscriptions,
  case when subscription.subscriptions is null then cast(0 as decimal(18, 4)) else subscription.monthly_amount end as monthly_amount,
  subscription.subscribed_days,
  subscription.plan,
  told.country,
  told.region,
  told.gender,
  case when told.birth_date <= staying.as_of then
    cast(date_diff('year', told.birth_date, staying.as_of) as integer)
  end as age_years
from staying
join feature.churn_date as looked on looked.as_of = staying.as_of
join versions on versions.durable_key = staying.customer_durable_key and versions.as_of = staying.as_of
join dw.dim_customer as customer on customer.customer_key = versions.customer_key
left join told on told.durable_key = staying.customer_durable_key and told.as_of = staying.as_of
left join feature.churn_order as bought
  on bought.customer_durable_key = staying.customer_durable_key and bought.as_of = staying.as_of
left join feature.churn_rhythm as rhythm
  on rhythm.customer_durable_key = staying.customer_durable_key and rhythm.as_of = staying.as_of
left join feature.churn_subscription as subscription
  on subscription.customer_durable_key = staying.customer_durable_key and subscription.as_of = staying.as_of
