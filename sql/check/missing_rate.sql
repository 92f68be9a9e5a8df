-- Order lines whose amount has no exchange rate into the reporting currency on their day.
select source, order_id, line_number, currency
from dw.fact_order_line
where net_amount is not null and net_amount_reporting is null
