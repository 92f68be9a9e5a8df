-- One row per known customer with a sale up to the as-of date: the days on which they bought, and how far these lie apart.
-- key: customer_durable_key
-- for: segment, basket
-- by: customer_durable_key
-- part: mart.order_summary on customer_durable_key
with bought as (
  select distinct customer_durable_key, ordered_on
  from mart.order_summary
  where customer_durable_key > 0 and sale_lines > 0
),
gaps as (
  select
    customer_durable_key,
    cast(date_diff(
      'day', lag(ordered_on) over (partition by customer_durable_key order by ordered_on), ordered_on
    ) as bigint) as gap_days
  from bought
),
sums as (
  select
    customer_durable_key,
    cast(count(*) as bigint) as days,
    cast(count(gap_days) as bigint) as gaps,
    cast(sum(gap_days) as bigint) as gap_days,
    cast(sum(gap_days * gap_days) as bigint) as squares,
    cast(max(gap_days) as integer) as gap_days_max
  from gaps
  group by customer_durable_key
)
select
  customer_durable_key,
  cast(days as integer) as purchase_days,
  cast(gap_days as double) / cast(nullif(gaps, 0) as double) as gap_days_mean,
  case when gaps > 1 then sqrt(
    cast(gaps * squares - gap_days * gap_days as double) / (cast(gaps as double) * cast(gaps - 1 as double))
  ) end as gap_days_deviation,
  gap_days_max
from sums
