-- One row per known customer and date with a purchase day up to it: how many there were by then, and how far they lay apart.
-- key: customer_durable_key, as_of
-- model: churn
with bought as (
  select distinct summary.customer_durable_key, looked.as_of, summary.ordered_on
  from mart.order_summary as summary
  join feature.churn_date as looked on summary.ordered_on <= looked.as_of
  where summary.customer_durable_key > 0 and summary.sale_lines > 0
)
select
  customer_durable_key,
  as_of,
  cast(count(*) as integer) as purchase_days,
  cast(date_diff('day', min(ordered_on), max(ordered_on)) as double) / cast(nullif(count(*) - 1, 0) as double)
    as gap_days_mean
from bought
group by customer_durable_key, as_of
