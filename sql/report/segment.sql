-- One row per segment: its size, what it brings, and what its customers are like on average.
-- key: segment
with totals as (
  select sum(customers) as customers
  from report.rfm_segment
),
recency as (
  select segment, sum(cast(recency_days as bigint)) as days
  from score.rfm
  group by segment
)
select
  segment.segment,
  segment.customers,
  cast(segment.customers as double) / cast(nullif(totals.customers, 0) as double) as customer_share,
  segment.orders,
  segment.revenue,
  segment.revenue_share,
  cast(segment.revenue as double) / cast(nullif(segment.customers, 0) as double) as revenue_per_customer,
  cast(
    round(cast(segment.orders as double) / cast(nullif(segment.customers, 0) as double), 2) as decimal(38, 2)
  ) as orders_per_customer,
  cast(
    round(cast(recency.days as double) / cast(nullif(segment.customers, 0) as double), 1) as decimal(38, 1)
  ) as recency_days
from report.rfm_segment as segment
cross join totals
left join recency on recency.segment = segment.segment
