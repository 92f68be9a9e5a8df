-- One row per RFM segment that has customers: how many, their orders and net revenue, and their share of all of it.
-- key: segment
with scored as (
  select segment, frequency, monetary from score.rfm
),
segments as (
  select
    segment,
    count(*) as customers,
    cast(sum(frequency) as bigint) as orders,
    cast(sum(monetary) as decimal(18, 4)) as revenue
  from scored
  group by segment
),
total as (
  select cast(sum(monetary) as double) as revenue from scored
)
select
  segments.segment,
  segments.customers,
  segments.orders,
  segments.revenue,
  case when total.revenue > 0 then cast(segments.revenue as double) / total.revenue end as revenue_share
from segments
cross join total
order by segments.revenue desc, segments.segment
