-- One row per payment: who paid, when, how and how much. A number told again is the same payment, and its last record counts.
-- key: source, payment_id
-- by: source, payment_id
-- part: conform.payment on line.source, line.payment_id
-- via: conform.customer_version on changed.source = line.source and changed.id = line.customer_id
-- via: conform.exchange_rate on changed.currency = line.currency and line.paid_at >= cast(changed.valid_from as timestamp)
select
  payment.source,
  payment.payment_id,
  payment.order_id,
  coalesce(customer.customer_key, -1) as customer_key,
  coalesce(customer.durable_key, -1) as customer_durable_key,
  cast(year(payment.paid_at) * 10000 + month(payment.paid_at) * 100 + day(payment.paid_at) as integer) as date_key,
  payment.paid_at,
  payment.method,
  payment.amount,
  payment.currency,
  case when payment.currency = setting.reporting_currency then payment.amount
    else try_cast(round(cast(payment.amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4))
  end as amount_reporting,
  payment._batch,
  payment._file,
  payment._row
from conform.payment as payment
cross join conform.setting as setting
left join conform.customer_version as customer
  on customer.source = payment.source and customer.id = payment.customer_id
  and payment.paid_at >= customer.valid_from and payment.paid_at < customer.valid_to
left join conform.exchange_rate as rate
  on rate.currency = payment.currency and payment.currency <> setting.reporting_currency
  and cast(payment.paid_at as date) >= rate.valid_from and cast(payment.paid_at as date) < rate.valid_to
