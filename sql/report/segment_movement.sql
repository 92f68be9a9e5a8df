-- One row per model and pair of segments: how many customers the last generation with other scores moved from one into the other; those who stayed, too.
-- key: model, from_segment, to_segment
with moved as (
  select model, from_segment, to_segment, count(*) as customers
  from report.segment_member_movement
  group by model, from_segment, to_segment
),
arrived as (
  select model, to_segment as segment, sum(customers) as customers from moved group by model, to_segment
),
held as (
  select model, class as segment, count(*) as customers
  from score.history
  where until_generation is null
  group by model, class
)
select
  held.model,
  held.segment as from_segment,
  held.segment as to_segment,
  cast(held.customers - coalesce(arrived.customers, 0) as bigint) as customers
from held
left join arrived on arrived.model = held.model and arrived.segment = held.segment
where held.customers > coalesce(arrived.customers, 0)
union all
select model, from_segment, to_segment, cast(customers as bigint) as customers
from moved
