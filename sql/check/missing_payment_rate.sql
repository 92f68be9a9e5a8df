-- Payments whose amount has no exchange rate into the reporting currency on their day.
select source, payment_id, currency
from dw.fact_payment
where amount is not null and amount_reporting is null
