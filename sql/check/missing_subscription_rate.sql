-- Subscriptions whose amount has no exchange rate into the reporting currency on the day they start.
select subscription.source, subscription.subscription_id, subscription.currency
from dw.fact_subscription as subscription
left join conform.exchange_rate as rate on rate.currency = subscription.currency
  and subscription.started_on >= rate.valid_from and subscription.started_on < rate.valid_to
where subscription.monthly_amount is not null and subscription.monthly_amount_reporting is null
  and subscription.started_on is not null and rate.currency is null
