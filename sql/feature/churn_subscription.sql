-- One row per known customer and date with a subscription that runs on that date: how many, for how long, and when the last of them ends.
-- key: customer_durable_key, as_of
-- model: churn
select
  subscription.customer_durable_key,
  looked.as_of,
  looked.place,
  cast(count(*) as integer) as subscriptions,
  cast(sum(subscription.monthly_amount_reporting) as decimal(18, 4)) as monthly_amount,
  cast(date_diff('day', min(subscription.started_on), looked.as_of) as integer) as subscribed_days,
  max(subscription.plan) as plan,
  max(coalesce(subscription.ended_on, cast('9999-12-31' as date))) as ends_on
from dw.fact_subscription as subscription
join feature.churn_date as looked
  on subscription.started_on <= looked.as_of
  and coalesce(subscription.ended_on, cast('9999-12-31' as date)) > looked.as_of
where subscription.customer_durable_key > 0
group by subscription.customer_durable_key, looked.as_of, looked.place
