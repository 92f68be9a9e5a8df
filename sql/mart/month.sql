-- One row per month of the calendar up to that of the as-of date, and its last day at which balances are taken.
-- Where the project maps payments that is, of the last month, the as-of date; else there are no balances, and the months stay as they are all month.
-- key: month_start
select
  date.month_start,
  cast(row_number() over (order by date.month_start) as integer) as month_number,
  setting.has_payments,
  max(case when date.full_date <= as_of.as_of or not setting.has_payments then date.full_date end) as last_date
from dw.dim_date as date
cross join conform.as_of as as_of
cross join conform.setting as setting
where date.month_start <= as_of.as_of
group by date.month_start, setting.has_payments
