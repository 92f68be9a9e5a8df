-- Payments whose amount has no exchange rate into the reporting currency on their day.
select payment.source, payment.payment_id, payment.currency
from dw.fact_payment as payment
left join conform.exchange_rate as rate on rate.currency = payment.currency
  and cast(payment.paid_at as date) >= rate.valid_from and cast(payment.paid_at as date) < rate.valid_to
where payment.amount is not null and payment.amount_reporting is null and rate.currency is null
