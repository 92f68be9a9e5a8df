-- Amounts that their exchange rate makes too large to be kept in the reporting currency: 10^14 or more.
with unkept as (
  select
    'order_line' as fact, source, order_id as id, line_number, currency, cast(ordered_at as date) as day,
    case
      when net_amount is not null and net_amount_reporting is null then net_amount
      when cost_amount is not null and cost_amount_reporting is null then cost_amount
      else discount_amount
    end as amount
  from dw.fact_order_line
  where (net_amount is not null and net_amount_reporting is null)
    or (cost_amount is not null and cost_amount_reporting is null)
    or (discount_amount is not null and discount_amount_reporting is null)
  union all
  select 'payment', source, payment_id, null, currency, cast(paid_at as date), amount
  from dw.fact_payment
  where amount is not null and amount_reporting is null
  union all
  select 'subscription', source, subscription_id, null, currency, started_on, monthly_amount
  from dw.fact_subscription
  where monthly_amount is not null and monthly_amount_reporting is null
)
select unkept.fact, unkept.source, unkept.id, unkept.line_number, unkept.currency, unkept.amount, rate.rate
from unkept
join conform.exchange_rate as rate
  on rate.currency = unkept.currency and unkept.day >= rate.valid_from and unkept.day < rate.valid_to
