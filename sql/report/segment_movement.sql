-- One row per pair of segments: how many customers the last generation with other scores moved from one into the other; those who stayed, too.
-- key: from_segment, to_segment
with moved as (
  select from_segment, to_segment, count(*) as customers
  from report.segment_member_movement
  group by from_segment, to_segment
),
arrived as (
  select to_segment as segment, sum(customers) as customers from moved group by to_segment
),
held as (
  select class as segment, count(*) as customers
  from score.history
  where model = 'rfm' and until_generation is null
  group by class
)
select
  held.segment as from_segment,
  held.segment as to_segment,
  cast(held.customers - coalesce(arrived.customers, 0) as bigint) as customers
from held
left join arrived on arrived.segment = held.segment
where held.customers > coalesce(arrived.customers, 0)
union all
select from_segment, to_segment, cast(customers as bigint) as customers
from moved
