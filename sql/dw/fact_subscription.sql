-- One row per subscription: who has which plan, from when to when and for how much a month. The last record of its number counts.
-- key: source, subscription_id
-- by: source, subscription_id
-- part: stage.subscription on _system, subscription_id
-- via: conform.customer_version on changed.source = line._system and changed.id = line.customer_id
-- via: conform.exchange_rate on changed.currency = line.currency and line.started_on >= changed.valid_from
-- A mended record is one of the file that it was refused from, after that file's own.
with latest as (
  select
    *,
    cast(coalesce(started_on, cast('1800-01-01' as date)) as timestamp) as started_at,
    row_number() over (
      partition by _system, subscription_id
      order by _told_file desc, case when _file <> _told_file then _batch else '' end desc, _row desc, _source, _mapping
    ) as recency
  from stage.subscription
),
priced as (
  select latest.*, setting.reporting_currency, coalesce(latest.currency, setting.reporting_currency) as own_currency
  from latest
  cross join conform.setting as setting
  where latest.recency = 1
)
select
  priced._system as source,
  priced.subscription_id,
  coalesce(customer.customer_key, -1) as customer_key,
  coalesce(customer.durable_key, -1) as customer_durable_key,
  priced.plan,
  priced.started_on,
  priced.ended_on,
  priced.monthly_amount,
  priced.own_currency as currency,
  case when priced.own_currency = priced.reporting_currency then priced.monthly_amount
    else try_cast(round(cast(priced.monthly_amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4))
  end as monthly_amount_reporting,
  priced._batch,
  priced._file,
  priced._row
from priced
left join conform.customer_version as customer
  on customer.source = priced._system and customer.id = priced.customer_id
  and priced.started_at >= customer.valid_from and priced.started_at < customer.valid_to
left join conform.exchange_rate as rate
  on rate.currency = priced.own_currency and priced.own_currency <> priced.reporting_currency
  and priced.started_on >= rate.valid_from and priced.started_on < rate.valid_to
