-- One row per number of days from one purchase day of a customer to the next: how many gaps are that long, and how many at most.
-- key: gap_days
-- model: churn
with days as (
  select distinct summary.customer_durable_key, summary.ordered_on
  from mart.order_summary as summary
  join conform.setting as setting on setting.churn_by = 'purchase'
  where summary.customer_durable_key > 0 and summary.sale_lines > 0
),
gaps as (
  select date_diff(
    'day', lag(ordered_on) over (partition by customer_durable_key order by ordered_on), ordered_on
  ) as gap_days
  from days
),
counted as (
  select gap_days, count(*) as gaps
  from gaps
  where gap_days is not null
  group by gap_days
)
select
  cast(gap_days as integer) as gap_days,
  cast(gaps as integer) as gaps,
  cast(sum(gaps) over (order by gap_days) as double) / cast(sum(gaps) over () as double) as share
from counted
