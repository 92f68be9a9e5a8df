-- Order lines whose amount has no exchange rate into the reporting currency on their day.
select line.source, line.order_id, line.line_number, line.currency
from dw.fact_order_line as line
left join conform.exchange_rate as rate on rate.currency = line.currency
  and cast(line.ordered_at as date) >= rate.valid_from and cast(line.ordered_at as date) < rate.valid_to
where line.net_amount is not null and line.net_amount_reporting is null and rate.currency is null
